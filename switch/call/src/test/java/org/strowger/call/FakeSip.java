package org.strowger.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEnd.Cause;
import org.strowger.sip.LegEvents;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Reason;
import org.strowger.sip.Referral;
import org.strowger.sip.Sip;
import org.strowger.sip.SipLeg;
import org.strowger.sip.event.MailCount;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.Security;

/** SIP without messages: phones that a test plays by hand. */
final class FakeSip implements Sip {

    final List<Outgoing> calls = new ArrayList<>();
    final Map<String, List<String>> contacts = new HashMap<>();
    Set<Flow.Transport> transports = Set.of(Flow.Transport.UDP);
    List<StandardProtocolFamily> families = List.of(StandardProtocolFamily.INET);

    @Override
    public List<StandardProtocolFamily> families(OutgoingCall.Target target) {
        return families;
    }

    @Override
    public Set<Flow.Transport> transports(OutgoingCall.Target target) {
        return transports;
    }

    static AudioDescription session(int port, Codec... codecs) {
        return session(port, Direction.SENDRECV, codecs);
    }

    static AudioDescription session(int port, Direction direction, Codec... codecs) {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        return new AudioDescription(address, List.of(codecs), 101, direction, false);
    }

    /** A phone's REFER, and what it was told. */
    static final class Asked implements Referral {
        final List<Integer> told = new ArrayList<>();
        final int answer;
        private final String number;
        private final @Nullable LegEvents replaced;

        private Asked(LegEvents leg, String number, @Nullable LegEvents replaced) {
            this.number = number;
            this.replaced = replaced;
            this.answer = leg.referred(this);
        }

        static Asked blind(LegEvents leg, String number) {
            return new Asked(leg, number, null);
        }

        static Asked attended(LegEvents leg, LegEvents replaced) {
            return new Asked(leg, "", replaced);
        }

        @Override
        public String number() {
            return number;
        }

        @Override
        public @Nullable LegEvents replaced() {
            return replaced;
        }

        @Override
        public void progress(int status) {
            told.add(status);
        }
    }

    @Override
    public void mailbox(String user, MailCount count) {
        throw new AssertionError("nobody has a mailbox here");
    }

    @Override
    public SipLeg call(OutgoingCall call, LegEvents events) {
        var leg = new Outgoing(call, events, calls.size());
        calls.add(leg);
        return leg;
    }

    @Override
    public List<String> contacts(String user) {
        return contacts.getOrDefault(user, List.of());
    }

    @Override
    public boolean isReachable(String user) {
        return true;
    }

    /** An INVITE of ours, and the phone it rings. */
    static final class Outgoing implements SipLeg {
        final OutgoingCall call;
        final LegEvents events;
        private final int number;
        final List<String> told = new ArrayList<>();
        @Nullable String hungUp;
        int hungUpCause;
        boolean over;
        int asked;
        private Consumer<Boolean> question = _ -> {};

        Outgoing(OutgoingCall call, LegEvents events, int number) {
            this.call = call;
            this.events = events;
            this.number = number;
        }

        String user() {
            return ((OutgoingCall.Target.User) call.target()).name();
        }

        void rings() {
            events.ringing(180, null);
        }

        void answers() {
            answers(Security.NONE);
        }

        void answers(Security security) {
            events.answered(session(6_000, Codec.PCMU).with(security));
        }

        void rejects(int status) {
            end(new LegEnd(Cause.REJECTED, status));
        }

        void hangsUp() {
            hangsUp(0);
        }

        void hangsUp(int q850) {
            end(new LegEnd(Cause.BYE, 0, q850));
        }

        /** The peer confirms our CANCEL or BYE. */
        void confirmsEnd() {
            end(new LegEnd(Cause.OURS, 0));
        }

        private void end(LegEnd end) {
            over = true;
            events.ended(end);
        }

        @Override
        public void askWhetherThere(Consumer<Boolean> answer) {
            asked++;
            question = answer;
        }

        /** What became of the last question. */
        void there(boolean answers) {
            question.accept(answers);
        }

        @Override
        public String sipCallId() {
            return "out-" + number;
        }

        @Override
        public void tellKey(char key, int durationMillis) {
            told.add(key + " " + durationMillis);
        }

        @Override
        public void hangUp(Reason reason) {
            if (hungUp == null) {
                hungUp = reason.text();
                hungUpCause = reason.q850();
            }
        }
    }

    /** A caller's INVITE, and the phone it came from. */
    static class Incoming implements IncomingLeg {
        final List<String> heard = new ArrayList<>();
        final Caller caller;
        final String from;
        final String dialled;
        @Nullable AudioDescription offer = session(5_000, Codec.PCMU, Codec.PCMA);
        @Nullable AudioDescription answer;
        @Nullable LegEvents events;
        @Nullable LegEvents replaces;
        int hungUpCause;
        boolean over;
        boolean postpones;
        StandardProtocolFamily family = StandardProtocolFamily.INET;

        Incoming(Caller caller, String from, String dialled) {
            this.caller = caller;
            this.from = from;
            this.dialled = dialled;
        }

        LegEvents events() {
            if (events == null) {
                throw new AssertionError("the call has not come in");
            }
            return events;
        }

        void hangsUp() {
            end(new LegEnd(Cause.BYE, 0));
        }

        void cancels() {
            end(new LegEnd(Cause.CANCELLED, 487));
        }

        /** Another phone of the caller's proxy has taken what this one wanted. */
        void cancelsElsewhere() {
            end(new LegEnd(Cause.CANCELLED, 487, 0, "", true));
        }

        void confirmsEnd() {
            end(new LegEnd(Cause.OURS, 0));
        }

        private void end(LegEnd end) {
            if (!over) {
                over = true;
                events().ended(end);
            }
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public StandardProtocolFamily family() {
            return family;
        }

        @Override
        public String callerNumber() {
            return from;
        }

        @Override
        public String callerName() {
            return "";
        }

        @Override
        public String dialled() {
            return dialled;
        }

        @Override
        public @Nullable AudioDescription offer() {
            return offer;
        }

        @Override
        public @Nullable LegEvents replaces() {
            return replaces;
        }

        @Override
        public void ring() {
            heard.add("180");
        }

        @Override
        public void progress(AudioDescription session) {
            heard.add("183 " + session.codecs());
        }

        @Override
        public void answer(AudioDescription session) {
            answer = session;
            heard.add("200 " + session.codecs());
        }

        @Override
        public boolean isAnswered() {
            return !postpones;
        }

        @Override
        public void reject(int status) {
            heard.add(Integer.toString(status));
        }

        @Override
        public String sipCallId() {
            return "in-" + from;
        }

        @Override
        public void hangUp(Reason reason) {
            heard.add("bye");
            hungUpCause = reason.q850();
        }
    }
}
