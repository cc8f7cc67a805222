package org.strowger.call;

/** What has become of a command to a call's recording. */
public enum RecordingAnswer {
    RUNNING,
    PAUSED,
    STOPPED,
    /** There is no such call. */
    NO_CALL,
    /** The caller has declined, or the queue says never. */
    NOT_ALLOWED,
    /** The call is not recorded. */
    NOT_RECORDED,
    /** The recorder takes no more: too many, or too little space. */
    NO_ROOM
}
