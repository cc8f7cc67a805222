package org.strowger.base;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One YAML file of the operator's, checked against its JSON Schema, in which every value knows
 * where it stands.
 *
 * <p>Whoever reads it may rely on the schema (types, ranges, required keys) and uses {@link #wrong}
 * for what a schema cannot say.
 */
public final class YamlFile {

    private static final int MAX_OCTETS = 8 << 20;

    /** A key that stands twice would silently hide its first value. */
    private static final YAMLMapper STRICT =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Path path;
    private final String text;
    private final JsonNode root;

    private YamlFile(Path path, String text, JsonNode root) {
        this.path = path;
        this.text = text;
        this.root = root;
    }

    /**
     * Reads a file and checks it.
     *
     * @param path the file, named in errors as it is given here
     * @param schemaJson text of its JSON Schema (draft 2020-12)
     * @throws ConfigException with file, line and column of the first thing that is wrong in it
     */
    public static YamlFile read(Path path, String schemaJson) {
        var reader = NodeReader.builder().yamlMapper(STRICT).locationAware().build();
        JsonNode root;
        var text = text(path);
        try {
            refuseAliases(path, text);
            root = reader.readTree(text, InputFormat.YAML);
        } catch (JacksonException e) {
            throw at(path, e.getLocation(), "this is not YAML: " + e.getOriginalMessage());
        }
        if (root == null || root.isMissingNode()) {
            throw new ConfigException(path + ":1:1: the file is empty");
        }
        List<Error> errors = schema(schemaJson).validate(root);
        errors.stream()
                .map(error -> exception(path, root, error))
                .min(Wrong.ORDER)
                .ifPresent(first -> {
                    throw first.exception();
                });
        return new YamlFile(path, text, root);
    }

    public Path path() {
        return path;
    }

    public JsonNode root() {
        return root;
    }

    /** The operator's mistake in {@code value}, which stands somewhere in this file. */
    public ConfigException wrong(@Nullable JsonNode value, String problem) {
        return at(path, location(value), problem);
    }

    /**
     * The operator's mistake within a text.
     *
     * @param offset where it is, in characters from the begin of the value; where the text does not
     *     stand in the file as it is (it is folded, or has escapes), the message counts them
     */
    public ConfigException wrong(JsonNode value, int offset, String problem) {
        var location = location(value);
        if (location == null) {
            return at(path, null, problem);
        }
        int line = location.getLineNr();
        int column = location.getColumnNr();
        var source = text.lines().skip(line - 1L).findFirst().orElse("");
        int begin = column - 1;
        while (begin <= column && !source.startsWith(value.asString(), begin)) {
            begin++; // A quotation mark stands before it.
        }
        return begin <= column
                ? ConfigException.at(path.toString(), line, begin + 1 + offset, problem)
                : ConfigException.at(
                        path.toString(),
                        line,
                        column,
                        "character %d of it: %s".formatted(offset + 1, problem));
    }

    /**
     * Where {@code value} stands: {@code file:line:column}; only the file when it stands nowhere.
     */
    public String where(@Nullable JsonNode value) {
        var location = location(value);
        return location == null
                ? path.toString()
                : path + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    /** A key that is missing is told last: a key that is misspelt explains it. */
    private record Wrong(boolean missing, int line, int column, ConfigException exception) {
        static final Comparator<Wrong> ORDER =
                Comparator.comparing(Wrong::missing)
                        .thenComparingInt(Wrong::line)
                        .thenComparingInt(Wrong::column);
    }

    private static Wrong exception(Path path, JsonNode root, Error error) {
        var node = error.getInstanceNode();
        var property = error.getProperty();
        if (node != null && property != null && node.get(property) != null) {
            node = node.get(property); // An unknown key: point at it, not at the map around it.
        }
        var location = location(node == null ? root : node);
        var where = error.getInstanceLocation().toString();
        var problem = (where.isEmpty() ? "" : where + " ") + error.getMessage();
        return new Wrong(
                "required".equals(error.getKeyword()),
                location == null ? 1 : location.getLineNr(),
                location == null ? 1 : location.getColumnNr(),
                at(path, location, problem));
    }

    private static @Nullable TokenStreamLocation location(@Nullable JsonNode value) {
        return value == null || value.isMissingNode()
                ? null
                : JsonNodes.tokenStreamLocationOf(value);
    }

    /**
     * The tree would hold an alias' bare name, or none of it: {@code *21} without quotes, which
     * looks like a feature code, is one.
     */
    private static void refuseAliases(Path path, String text) {
        var settings = LoadSettings.builder().setCodePointLimit(MAX_OCTETS).build();
        try {
            for (var event : new Parse(settings).parseString(text)) {
                if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                    var mark = event.getStartMark().orElseThrow();
                    throw alias(path, mark.getLine(), mark.getColumn());
                }
            }
        } catch (MarkedYamlEngineException notYaml) { // The reader will say so, if not as below.
            var mark = notYaml.getContextMark().or(notYaml::getProblemMark);
            int line = mark.map(Mark::getLine).orElse(0);
            var key = text.lines().skip(line).findFirst().orElse("");
            if (key.strip().startsWith("*")) { // *21: x, the colon taken for a part of the name
                throw alias(path, line, key.indexOf('*'));
            }
        } catch (YamlEngineException unreadable) {
            return; // Such as a character that YAML does not allow: the reader will say so.
        }
    }

    private static ConfigException alias(Path path, int line, int column) {
        return ConfigException.at(
                path.toString(),
                line + 1,
                column + 1,
                "aliases are not supported; put \"*21\" in quotes");
    }

    private static ConfigException at(
            Path path, @Nullable TokenStreamLocation location, String problem) {
        return location == null
                ? new ConfigException(path + ": " + problem)
                : ConfigException.at(
                        path.toString(), location.getLineNr(), location.getColumnNr(), problem);
    }

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json, InputFormat.JSON);
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > MAX_OCTETS) {
                throw new ConfigException(path + ": larger than " + MAX_OCTETS + " octets");
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e);
        }
    }
}
