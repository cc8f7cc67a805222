package org.strowger.sip.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowTest {

    private final LegLinks links = new LegLinks();

    private Follow follow(
            @Nullable String number, @Nullable String callId, @Nullable String method) {
        return new Follow(new Follow.Wanted(number, callId, method), links);
    }

    private static Sketch message(String method, String callId, String from, String to) {
        return new Sketch(method, callId, "1 " + method, method, to, from, to, "");
    }

    private static boolean shows(Follow follow, Sketch message) {
        follow.meet(message);
        return follow.shows(message);
    }

    @Test
    void withoutAWishEverythingIsShown() {
        var all = follow(null, null, null);
        assertTrue(shows(all, message("INVITE", "a", "1", "2")));
        assertTrue(shows(all, new Sketch("junk", "", "", "", "", "", "", "")));
        assertFalse(all.wanted().isOfCalls());
    }

    @Test
    void aNumberIsFollowedThroughItsDialog() {
        var follow = follow("1001", null, null);
        assertFalse(shows(follow, message("INVITE", "a", "1", "2")));
        assertTrue(shows(follow, message("INVITE", "b", "1", "1001")));
        assertTrue(shows(follow, message("BYE", "b", "x", "y")), "the same dialog");
        assertFalse(shows(follow, new Sketch("junk", "", "", "", "", "", "", "")));
    }

    @Test
    void aMethodChoosesAmongThem() {
        var follow = follow("1001", null, "BYE");
        assertFalse(shows(follow, message("INVITE", "b", "1", "1001")));
        assertTrue(shows(follow, message("BYE", "b", "x", "y")), "whose call the INVITE showed");
        assertTrue(shows(follow(null, null, "BYE"), message("BYE", "c", "x", "y")));
        assertFalse(shows(follow(null, null, "BYE"), message("ACK", "c", "x", "y")));
    }

    @Test
    void bothAreAskedForTogether() {
        var follow = follow("1001", "b", null);
        assertFalse(shows(follow, message("INVITE", "a", "1001", "2")));
        assertFalse(shows(follow, message("INVITE", "b", "1", "2")));
        assertTrue(shows(follow, message("INVITE", "b", "1", "1001")));
    }

    @Test
    void theOtherLegsAreFollowedToo() {
        links.add(new LegLink("a", "b"));
        links.add(new LegLink("b", "c"));
        var follow = follow(null, "c", null);
        assertEquals(List.of("b", "a"), follow.meet(message("BYE", "c", "1", "2")));
        assertEquals(List.of(), follow.meet(message("BYE", "c", "1", "2")), "told once");
        assertTrue(follow.shows(message("BYE", "a", "3", "4")));
    }

    @Test
    void aLegThatComesLaterIsFollowed() {
        var follow = follow("1001", null, null);
        follow.meet(message("INVITE", "b", "1", "1001"));
        var link = new LegLink("a", "b");
        links.add(link);
        assertEquals(List.of("a"), follow.linked(link));
        assertEquals(List.of(), follow.linked(link));
        var stranger = new LegLink("x", "y");
        links.add(stranger);
        assertEquals(List.of(), follow.linked(stranger));
        var third = new LegLink("a", "c");
        links.add(third);
        assertEquals(List.of("c"), follow.linked(third));
        assertTrue(follow.shows(message("BYE", "c", "3", "4")));
    }

    @Test
    void aCallWithoutEndIsFollowedOnlySoFar() {
        for (int i = 0; i < 6_000; i++) {
            links.add(new LegLink("a" + i / 30, "a" + (i + 1)));
        }
        var follow = follow("1001", null, null);
        assertTrue(follow.meet(message("INVITE", "a0", "1", "1001")).size() <= 2_000);
    }

    @Test
    void nothingGrowsForEver() {
        var follow = follow("1001", null, null);
        for (int i = 0; i < 30_000; i++) {
            links.add(new LegLink("a" + i, "b" + i));
            links.add(new LegLink("hub", "s" + i));
            follow.meet(message("INVITE", "a" + i, "1001", "2"));
        }
        assertEquals(List.of(), links.of("a0"));
        assertEquals(List.of("b29999"), links.of("a29999"));
        assertTrue(links.of("hub").size() <= 32, "of one dialog only so many");
        assertFalse(follow.shows(message("BYE", "a0", "1", "2")));
        assertTrue(follow.shows(message("BYE", "b29999", "1", "2")));
    }
}
