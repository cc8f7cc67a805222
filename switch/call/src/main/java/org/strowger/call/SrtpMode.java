package org.strowger.call;

/** Whether somebody's voice is encrypted on its way. */
public enum SrtpMode {
    /** Never. */
    OFF,
    /** Where the other side can. */
    PREFERRED,
    /** Or there is no call. */
    REQUIRED
}
