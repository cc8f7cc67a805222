package org.strowger.sip.core;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.registrar.Registrar;

/** Whom a dialog is with, by what the configuration and the registrar say. */
record Correspondents(SipConfig config, Registrar registrar) {

    Correspondent of(Caller caller) {
        return switch (caller) {
            case Caller.User(var name) -> user(name);
            case Caller.Trunk(var name) -> trunk(name);
            case Caller.Anonymous _ -> Correspondent.STRANGER;
        };
    }

    Correspondent user(String name) {
        return new User(name, registrar);
    }

    Correspondent trunk(String name) {
        for (var trunk : config.trunks()) {
            if (trunk.name().equals(name)) {
                return new Carrier(trunk);
            }
        }
        return Correspondent.STRANGER;
    }

    private record User(String name, Registrar registrar) implements Correspondent {
        @Override
        public @Nullable Flow newestBinding() {
            var binding = registrar.latest(name);
            return binding == null ? null : binding.flow();
        }
    }

    private record Carrier(SipTrunk trunk) implements Correspondent {
        @Override
        public boolean mayBeAt(InetAddress address) {
            return trunk.trusted().contains(address)
                    || trunk.hosts().stream()
                            .anyMatch(host -> address.equals(host.address().getAddress()));
        }
    }
}
