package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.Flow;
import org.strowger.sip.dialog.Correspondent;
import org.strowger.sip.registrar.Registrar;

/** Whom a dialog is with, by what trunks and the registrar say. */
record Correspondents(Trunks trunks, Registrar registrar) {

    Correspondent of(Caller caller) {
        return switch (caller) {
            case Caller.User(var name) -> user(name);
            case Caller.Trunk(var name) -> trunks.correspondent(name);
            case Caller.Anonymous _ -> Correspondent.STRANGER;
        };
    }

    Correspondent user(String name) {
        return new User(name, registrar);
    }

    private record User(String name, Registrar registrar) implements Correspondent {
        @Override
        public @Nullable Flow newestBinding() {
            var binding = registrar.latest(name);
            return binding == null ? null : binding.way();
        }
    }
}
