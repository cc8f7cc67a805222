package org.strowger.control;

import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdPort;

/** A door that sees a leaf. */
final class Breach {

    @Nullable AcdPort leaf;
}
