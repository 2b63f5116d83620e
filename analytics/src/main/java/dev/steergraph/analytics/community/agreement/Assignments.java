package dev.steergraph.analytics.community.agreement;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.LoadedSets;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSets;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Record;

/**
 * Which community each feature is in; features in none are left out.
 *
 * @param communityOf by {@code LAYER:INDEX}, or {@code LAYER/SET:INDEX} where the layer has several sets
 */
public record Assignments(SortedMap<String, Integer> communityOf) {

    private static final String HEAD = "feature,community";
    private static final Pattern LINE = Pattern.compile("(\\d{1,4}(?:/[A-Za-z0-9._-]+)?:\\d{1,9}),(\\d{1,9})");

    public static Assignments ofRun(GraphConnection connection, RunId run) {
        FeatureSets sets = LoadedSets.read(connection, run);
        SortedMap<String, Integer> communityOf = new TreeMap<>();
        for (Record row : connection.query("analytics/assignments.cypher", Map.of("run", run.value()))) {
            FeatureSet set =
                    new FeatureSet(row.get("layer").asInt(), row.get("sae").asString());
            communityOf.put(
                    sets.address(set, row.get("index").asInt()).toString(),
                    row.get("community").asInt());
        }
        if (communityOf.isEmpty()) {
            throw new UserError(
                    "Run " + run + " has no communities in the graph; find them with \"steergraph communities\".");
        }
        return new Assignments(communityOf);
    }

    /** @throws UserError if the file is missing or has other lines */
    public static Assignments ofFile(Path file) throws IOException {
        return FileFault.reading(file, () -> parse(file));
    }

    private static Assignments parse(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is no UTF-8; it should be what \"communities --assignments\" wrote.", e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new UserError(file + " should begin with the line " + HEAD + ".");
        }
        SortedMap<String, Integer> communityOf = new TreeMap<>();
        for (int n = 1; n < lines.size(); n++) {
            Matcher line = LINE.matcher(lines.get(n));
            if (!line.matches() || communityOf.put(line.group(1), Integer.parseInt(line.group(2))) != null) {
                throw new UserError(file + ", line " + (n + 1) + ": \"" + lines.get(n)
                        + "\" should be a feature that was not there before and its community, such as 3:650,12.");
            }
        }
        return new Assignments(communityOf);
    }

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        communityOf.forEach((feature, community) ->
                text.append(feature).append(',').append(community).append('\n'));
        AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
