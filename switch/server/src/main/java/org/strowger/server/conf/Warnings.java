package org.strowger.server.conf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.strowger.acd.Coverage;
import org.strowger.acd.Order;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.base.YamlFile;
import org.strowger.call.Destination.Kind;
import org.strowger.call.OutsideRule;
import org.strowger.sip.locate.ServerName;
import tools.jackson.databind.JsonNode;

/** Finds what is allowed but hardly meant: work that nobody can get, and calls that go nowhere. */
final class Warnings {

    private final List<SwitchConf.Agent> agents;
    private final Map<String, QueueConf> queues;
    private final List<String> found = new ArrayList<>();

    Warnings(List<SwitchConf.Agent> agents, Map<String, QueueConf> queues) {
        this.agents = agents;
        this.queues = queues;
    }

    /** Each with its position. */
    List<String> find(YamlFile agentsFile, YamlFile queuesFile) {
        var coverage = new Coverage(SwitchConf.distributed(queues.values(), agents, Order.PLAIN));
        for (var node : agentsFile.root().get("agents")) {
            var agent = node.get("id").asString();
            for (var place : node.get("queues")) {
                var queue = queue(place.asString()).rules();
                if (coverage.serves(queue.id(), new AgentId(agent)) == null) {
                    found.add(
                            "%s: agent %s gets no calls of queue %s, which needs %s"
                                    .formatted(
                                            agentsFile.where(place),
                                            agent,
                                            queue.id(),
                                            queue.needs()));
                }
            }
        }
        for (var node : queuesFile.root().get("queues")) {
            checkServed(coverage, queuesFile.where(node.get("id")), node.get("id").asString());
        }
        return List.copyOf(found);
    }

    private void checkServed(Coverage coverage, String where, String queue) {
        var first = coverage.served(new QueueId(queue));
        if (first == null) {
            found.add("%s: no agent can serve queue %s".formatted(where, queue));
        } else if (first > 0) {
            found.add(
                    "%s: no agent can serve queue %s before %d s have passed"
                            .formatted(where, queue, TimeUnit.MICROSECONDS.toSeconds(first)));
        }
    }

    /** Adds the numbers through trunks that cost more than any agent may spend. */
    Warnings of(SwitchConf.Numbers numbers) {
        numbers.everybody().forEach(this::checkDialled);
        numbers.agentsOnly().forEach(this::checkDialled);
        queues.values().forEach(queue -> checkCallback(queue, numbers.outside()));
        return this;
    }

    private void checkCallback(QueueConf queue, List<OutsideRule> outside) {
        var callback = queue.service().callback();
        if (callback != null
                && outside.stream()
                        .noneMatch(rule -> callback.rights().kinds().contains(rule.kind()))) {
            found.add(
                    "%s: queue %s calls nobody back: its class allows no number of outside in"
                                    .formatted(queue.where(), queue.id())
                            + " numbers.yaml");
        }
    }

    /**
     * Adds the hosts of trunks that nothing can be sent to. What is looked up of a name is chosen
     * by the IP versions that we have; an address is as it is.
     *
     * @param ours addresses of SIP
     */
    Warnings of(YamlFile trunksFile, List<InetAddress> ours) {
        for (var trunk : trunksFile.root().get("trunks")) {
            var name = trunk.get("name").asString();
            if (trunk.has("hosts")) {
                trunk.get("hosts").forEach(host -> checkHost(trunksFile, host, name, ours));
            } else {
                checkHost(trunksFile, trunk, name, ours);
            }
        }
        return this;
    }

    private void checkHost(YamlFile file, JsonNode node, String trunk, List<InetAddress> ours) {
        var host = node.get("host");
        if (ServerName.isName(host.asString())) {
            return;
        }
        var address = ConfReader.address(file, host);
        if (ours.stream().noneMatch(own -> ConfReader.isSameVersion(own, address))) {
            found.add(
                    "%s: trunk %s gets no calls by this host: it is %s, and sip.address is not"
                            .formatted(file.where(host), trunk, ConfReader.version(address)));
        }
    }

    private void checkDialled(String number, SwitchConf.Leads leads) {
        var cost = leads.options().cost();
        if (cost != Kind.INTERNAL
                && agents.stream().noneMatch(agent -> agent.rights().kinds().contains(cost))) {
            found.add(
                    "%s: no agent's class allows %s, whose kind is %s: only trunks may dial it"
                            .formatted(
                                    leads.where(), number, cost.name().toLowerCase(Locale.ROOT)));
        }
    }

    private QueueConf queue(String id) {
        var queue = queues.get(id);
        if (queue == null) {
            throw new IllegalStateException("not checked: queue " + id);
        }
        return queue;
    }
}
