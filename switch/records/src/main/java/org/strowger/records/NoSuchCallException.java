package org.strowger.records;

/** A finished call was named that is not there. */
public final class NoSuchCallException extends RecordsException {

    private static final long serialVersionUID = 1;

    NoSuchCallException(String id) {
        super("there is no finished call " + id, null);
    }
}
