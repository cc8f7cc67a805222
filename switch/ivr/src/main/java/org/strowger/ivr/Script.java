package org.strowger.ivr;

import java.util.Map;

/**
 * One script as it was read and checked.
 *
 * @param name its file's name without {@code .yaml}
 * @param start name of the first node
 * @param language of prompts until the script says otherwise
 * @param nodes by name; every name that a node goes to is a key here
 */
public record Script(String name, String start, String language, Map<String, Node> nodes) {}
