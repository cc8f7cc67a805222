package org.strowger.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.strowger.acd.AcdConfig;
import org.strowger.base.ConfigException;
import org.strowger.base.QueueId;
import org.strowger.call.Destination;
import org.strowger.call.Destination.Feature;
import org.strowger.call.Destination.ParkSlot;
import org.strowger.call.NumberPlan;
import org.strowger.call.StaffChange;
import org.strowger.call.SupervisionMode;
import org.strowger.call.UserChange;
import org.strowger.call.UserRights;
import org.strowger.ivr.Node;
import org.strowger.ivr.Prompts;
import org.strowger.ivr.Script;
import org.strowger.ivr.ScriptFolder;
import org.strowger.ivr.WaitWords;
import org.strowger.media.ToneTable;
import org.strowger.server.conf.ScriptWords;
import org.strowger.server.conf.SwitchConf;
import org.strowger.server.conf.SwitchConf.Kind;
import org.strowger.server.conf.SwitchConf.Leads;

/**
 * From the operator's words to what call control and the distributor work with.
 *
 * @param scripts by name
 */
public record Plans(Map<String, Script> scripts, NumberPlan numbers, AcdConfig acd) {

    private static final String PROMPTS = "prompts";

    /** Of what agents hear. */
    private static final String PROMPT_LANGUAGE = "en";

    /**
     * Reads the scripts and joins them with the number plan.
     *
     * @throws ConfigException with a line for each mistake
     */
    public static Plans of(SwitchConf conf) {
        var queues = new LinkedHashSet<String>();
        conf.queues().forEach(queue -> queues.add(queue.id()));
        var numbers = conf.numbers();
        var users = new LinkedHashMap<String, UserRights>();
        conf.agents().forEach(agent -> users.put(agent.id(), agent.rights()));
        var known = new LinkedHashSet<>(users.keySet());
        known.addAll(numbers.everybody().keySet());
        known.addAll(numbers.agentsOnly().keySet());
        numbers.conferences().forEach(conference -> known.add(conference.number()));
        if (!Files.isDirectory(conf.scripts())) {
            throw new ConfigException(
                    conf.notes().scripts() + ": there is no folder " + conf.scripts());
        }
        var sounds = new TreeSet<>(Prompts.inFolder(prompts(conf)));
        sounds.addAll(ToneTable.ids());
        sounds.add(Prompts.CALLERS_NUMBER);
        var scripts = scripts(conf, sounds, queues, known);
        refuse(missing(conf, sounds, scripts));
        var plan =
                new NumberPlan(
                        destinations(numbers, true, scripts),
                        destinations(numbers, false, scripts),
                        users,
                        numbers.outside(),
                        numbers.keys(),
                        conf.sound().dtmf(),
                        conf.sound().srtp(),
                        numbers.supervisionBeep());
        return new Plans(scripts, plan, conf.distributed());
    }

    /** What scripts ask for and nobody can do, each with its place. */
    List<String> warnings() {
        return new ScriptWarnings(acd).find(scripts.values());
    }

    /** The hash by which the distributor's part is known in journals. */
    public String fingerprint() {
        return Fingerprint.of(acd.toString());
    }

    /** Where the prompts of these scripts lie. */
    public static Path prompts(SwitchConf conf) {
        return conf.scripts().resolve(PROMPTS);
    }

    private static Map<String, Script> scripts(
            SwitchConf conf, Set<String> sounds, Set<String> queues, Set<String> known) {
        var folder = conf.scripts();
        var words = new ScriptWords(conf);
        refuse(
                ScriptFolder.check(folder, sounds, queues, known::contains, words).stream()
                        .map(mistake -> String.valueOf(mistake.getMessage()))
                        .toList());
        return ScriptFolder.load(folder, sounds, queues, known::contains, words);
    }

    private static void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ConfigException(String.join("\n", mistakes));
        }
    }

    /** Scripts, prompts and music that the configuration needs and the folder does not have. */
    private static List<String> missing(
            SwitchConf conf, Set<String> sounds, Map<String, Script> scripts) {
        var missing = new ArrayList<String>();
        var plans = List.of(conf.numbers().everybody(), conf.numbers().agentsOnly());
        for (var plan : plans) {
            for (var leads : plan.values()) {
                if (leads.kind() == Kind.SCRIPT && !scripts.containsKey(leads.name())) {
                    missing.add(
                            "%s: there is no script \"%s\"; %s has %s"
                                    .formatted(
                                            leads.where(),
                                            leads.name(),
                                            conf.scripts(),
                                            String.join(", ", scripts.keySet())));
                    continue;
                }
                for (var prompt : prompts(destination(leads, scripts))) {
                    if (!sounds.contains(prompt)) {
                        missing.add(
                                "%s: feature %s needs the prompt %s.wav in %s"
                                        .formatted(
                                                leads.where(),
                                                leads.name(),
                                                prompt,
                                                prompts(conf)));
                    }
                }
            }
        }
        missing.addAll(missingInConferences(conf, sounds));
        missing.addAll(missingInQueues(conf, sounds));
        missing.addAll(missingInAnnouncements(conf, sounds, scripts));
        missing.addAll(missingDigits(conf, sounds, scripts));
        if (!conf.queues().isEmpty() && sounds.stream().noneMatch(id -> id.startsWith("music/"))) {
            missing.add(prompts(conf).resolve("music") + ": callers in a queue need music (.wav)");
        }
        return missing;
    }

    private static List<String> missingInConferences(SwitchConf conf, Set<String> sounds) {
        var missing = new ArrayList<String>();
        for (var conference : conf.numbers().conferences()) {
            for (var prompt : conference.prompts()) {
                if (!sounds.contains(prompt)) {
                    missing.add(
                            "%s: a conference with a pin needs the prompt %s.wav in %s"
                                    .formatted(conference.where(), prompt, prompts(conf)));
                }
            }
        }
        return missing;
    }

    private static List<String> missingInQueues(SwitchConf conf, Set<String> sounds) {
        var missing = new ArrayList<String>();
        for (var queue : conf.queues()) {
            for (var prompt : queue.desk().spoken()) {
                if (!sounds.contains(prompt)) {
                    missing.add(
                            "queue %s: its desk says %s, but there is no %s.wav in %s"
                                    .formatted(queue.id(), prompt, prompt, prompts(conf)));
                }
            }
        }
        return missing;
    }

    /** Whoever may wait there must be told in the language that was chosen. */
    private static List<String> missingInAnnouncements(
            SwitchConf conf, Set<String> sounds, Map<String, Script> scripts) {
        var missing = new ArrayList<String>();
        for (var queue : conf.queues()) {
            for (var language : languages(scripts)) {
                var lacking = new TreeSet<>(queue.service().prompts(language));
                lacking.removeAll(sounds);
                if (!lacking.isEmpty()) {
                    missing.add(
                            "%s: queue %s announces, but %s has no %s"
                                    .formatted(
                                            queue.where(),
                                            queue.id(),
                                            prompts(conf),
                                            String.join(", ", lacking)));
                }
            }
        }
        return missing;
    }

    /** A number is said in the language that was chosen. */
    private static List<String> missingDigits(
            SwitchConf conf, Set<String> sounds, Map<String, Script> scripts) {
        var missing = new ArrayList<String>();
        if (scripts.values().stream().noneMatch(Script::saysCaller)) {
            return missing;
        }
        for (var language : languages(scripts)) {
            var lacking = new TreeSet<>(WaitWords.digits("0123456789", language));
            lacking.removeAll(sounds);
            if (!lacking.isEmpty()) {
                missing.add(
                        "%s is said, but %s has no %s"
                                .formatted(
                                        Prompts.CALLERS_NUMBER,
                                        prompts(conf),
                                        String.join(", ", lacking)));
            }
        }
        return missing;
    }

    private static Set<String> languages(Map<String, Script> scripts) {
        var languages = new TreeSet<>(Set.of(PROMPT_LANGUAGE));
        for (var script : scripts.values()) {
            languages.add(script.language());
            for (var node : script.nodes().values()) {
                if (node instanceof Node.SetLanguage(var language, _)) {
                    languages.add(language);
                }
            }
        }
        return languages;
    }

    /** What a feature code says. */
    private static List<String> prompts(Destination to) {
        return switch (to) {
            case Destination.AgentFeature(_, var said) ->
                    List.of(PROMPT_LANGUAGE + "/" + said.name());
            case Destination.SetUser(_, _, var said) ->
                    List.of(PROMPT_LANGUAGE + "/" + said.name());
            case Destination.StaffCode(_, var said) -> List.of(PROMPT_LANGUAGE + "/" + said.name());
            case Destination.Disposition(_, var said) ->
                    List.of(PROMPT_LANGUAGE + "/" + said.name());
            case Destination.NightSwitch(_, _, var said) ->
                    List.of(PROMPT_LANGUAGE + "/" + said.name());
            case Destination.Park _ ->
                    IntStream.rangeClosed(0, 9)
                            .mapToObj(digit -> PROMPT_LANGUAGE + "/digit-" + digit)
                            .toList();
            default -> List.of();
        };
    }

    private static Map<String, Destination> destinations(
            SwitchConf.Numbers numbers, boolean open, Map<String, Script> scripts) {
        var destinations = new LinkedHashMap<String, Destination>();
        for (var conference : numbers.conferences()) {
            if (conference.open() == open) {
                destinations.put(conference.number(), conference.destination());
            }
        }
        var listed = open ? numbers.everybody() : numbers.agentsOnly();
        listed.forEach((number, leads) -> {
            var to = destination(leads, scripts);
            destinations.put(number, to);
            if (to instanceof Destination.Park(var slots, var micros)) {
                slots.forEach(slot -> destinations.put(slot, new ParkSlot(slot, micros)));
            }
        });
        return destinations;
    }

    private static Destination destination(Leads leads, Map<String, Script> scripts) {
        var options = leads.options();
        long micros = TimeUnit.SECONDS.toMicros(options.seconds());
        return switch (leads.kind()) {
            case SCRIPT ->
                    new Destination.RunScript(Objects.requireNonNull(scripts.get(leads.name())));
            case QUEUE -> new Destination.RunScript(Script.queueing(leads.name()));
            case TRUNK ->
                    new Destination.ThroughTrunk(leads.name(), leads.number(), options.cost());
            case ECHO -> new Destination.RunScript(Script.echoing());
            case RING ->
                    new Destination.RingGroup(
                            leads.name(), options.ring(), options.serial(), micros);
            case FEATURE -> feature(leads, micros);
        };
    }

    private static Destination feature(Leads leads, long micros) {
        return switch (leads.name()) {
            case "log-in" -> feature(Feature.LOG_IN, "logged-in");
            case "log-out" -> feature(Feature.LOG_OUT, "logged-out");
            case "break" -> feature(Feature.BREAK, "on-break");
            case "ready" -> feature(Feature.READY, "ready");
            case "not-ready" -> staff(new StaffChange.NotReady(leads.number()), "on-break");
            case "wrap-up-end" -> staff(new StaffChange.EndWrapUp(), "done");
            case "wrap-up-more" -> {
                long most = TimeUnit.SECONDS.toMicros(Long.parseLong(leads.number()));
                yield staff(new StaffChange.ExtendWrapUp(micros, most), "done");
            }
            case "join-queue", "leave-queue" -> {
                var queue = new QueueId(leads.number());
                boolean joins = leads.name().equals("join-queue");
                yield staff(new StaffChange.Serve(queue, joins), "done");
            }
            case "open-queue" ->
                    new Destination.NightSwitch(leads.number(), true, said("queue-open"));
            case "close-queue" ->
                    new Destination.NightSwitch(leads.number(), false, said("queue-closed"));
            case "disposition" -> new Destination.Disposition("", said("done"));
            case "pick-up" -> new Destination.PickUp("");
            case "listen", "whisper", "barge-in", "take-over" ->
                    new Destination.Supervise(SupervisionMode.named(leads.name()), "");
            case "park" -> new Destination.Park(leads.slots(), micros);
            default -> {
                var name = leads.name().toUpperCase(Locale.ROOT).replace('-', '_');
                var change = UserChange.valueOf(name);
                yield new Destination.SetUser(change, "", said(prompt(change)));
            }
        };
    }

    private static String prompt(UserChange change) {
        return switch (change) {
            case DO_NOT_DISTURB -> "not-disturbed";
            case DO_NOT_DISTURB_OFF -> "disturbed";
            case FORWARD, FORWARD_BUSY, FORWARD_NO_ANSWER -> "forwarded";
            case FORWARD_OFF, FORWARD_BUSY_OFF, FORWARD_NO_ANSWER_OFF -> "not-forwarded";
        };
    }

    private static Destination staff(StaffChange change, String prompt) {
        return new Destination.StaffCode(change, said(prompt));
    }

    private static Destination feature(Feature feature, String prompt) {
        return new Destination.AgentFeature(feature, said(prompt));
    }

    /** The agent hears what was done. */
    private static Script said(String prompt) {
        Map<String, Node> nodes =
                Map.of(
                        "say", new Node.Play(List.of(prompt), "end"),
                        "end", new Node.HangUp());
        return new Script(prompt, "say", PROMPT_LANGUAGE, nodes);
    }
}
