package org.strowger.base;

/** The operator's file is wrong. The message alone must be enough to mend it. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    /**
     * For example: {@code conf/queues.yaml:12:5: wrap-up must be 0 to 3600 seconds, but is -5}.
     *
     * @param line from 1
     * @param column from 1
     * @param problem what was expected, and what stands there
     */
    public static ConfigException at(String file, int line, int column, String problem) {
        return new ConfigException("%s:%d:%d: %s".formatted(file, line, column, problem));
    }
}
