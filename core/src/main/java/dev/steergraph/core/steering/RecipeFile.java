package dev.steergraph.core.steering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code recipe.json}: {@code format} steergraph.recipe, {@code version}, {@code unit}, and a list {@code features}, whose
 * entries have
 *
 * <pre>
 * feature        its printed name, such as gemma-2-2b@4-gemmascope-res-16k:4257
 * hook           the hook point that its SAE reads
 * index          in its SAE
 * coefficient    strength, in multiples of maxActivation; not of ablate and project-out
 * maxActivation  the feature's largest activation
 * label, sae     for people; where the SAE is on the hub, empty where it is not there
 * change         add, clamp, ablate, project-out or delta-decode; add where it is left out
 * positions      prompt, generated or all; all where it is left out
 * </pre>
 *
 * and in version 2 a list {@code directions}, whose entries have {@code hook}, {@code vector}, {@code label}, and the last two
 * and {@code coefficient} as above. Version 1 has features that add at all positions, and nothing else; it is written where
 * that says everything.
 */
public final class RecipeFile {

    private static final String FORMAT = "steergraph.recipe";
    private static final String UNIT = "multiples of the feature's largest activation";
    private static final Set<String> HEAD = Set.of("format", "version", "unit");
    private static final Set<String> OF_FEATURE =
            Set.of("feature", "hook", "index", "coefficient", "maxActivation", "label", "sae");
    private static final Set<String> OF_DIRECTION = Set.of("hook", "vector", "coefficient", "label");
    private static final Set<String> MANNER = Set.of("change", "positions");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecipeFile() {}

    public static void write(Path file, Recipe recipe) throws IOException {
        byte[] bytes = (JSON.writeValueAsString(json(recipe)) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static ObjectNode json(Recipe recipe) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT)
                .put("version", recipe.interventions().stream().allMatch(RecipeFile::isPlain) ? 1 : 2);
        root.put("unit", UNIT);
        ArrayNode features = root.putArray("features");
        ArrayNode directions = JSON.createArrayNode();
        for (Intervention one : recipe.interventions()) {
            if (one.place() instanceof Place.OfFeature feature) {
                put(features.addObject(), feature, one);
            } else {
                put(directions.addObject(), (Place.OfDirection) one.place(), one);
            }
        }
        if (!directions.isEmpty()) {
            root.set("directions", directions);
        }
        return root;
    }

    private static boolean isPlain(Intervention one) {
        return one.place() instanceof Place.OfFeature
                && one.change() instanceof Change.Add
                && one.positions() == Positions.ALL;
    }

    private static void put(ObjectNode entry, Place.OfFeature place, Intervention one) {
        entry.put("feature", place.feature().toString());
        entry.put("hook", place.hook().toString());
        entry.put("index", place.feature().index());
        putCoefficient(entry, one);
        if (place.max() != null) {
            entry.put("maxActivation", place.max());
        }
        entry.put("label", one.label()).put("sae", elsewhere(place.sae()));
        if (!isPlain(one)) {
            putManner(entry, one);
        }
    }

    /** A file is for others, too: to them a path of this machine says nothing, and it is none of their business. */
    private static String elsewhere(String sae) {
        try {
            Path path = Path.of(sae);
            return path.isAbsolute() || Files.exists(path) ? "" : sae;
        } catch (InvalidPathException e) {
            return sae;
        }
    }

    private static void put(ObjectNode entry, Place.OfDirection place, Intervention one) {
        entry.put("hook", place.hook().toString());
        putCoefficient(entry, one);
        entry.put("label", one.label());
        putManner(entry, one);
        ArrayNode vector = entry.putArray("vector");
        for (float value : place.vector().values()) {
            vector.add(value);
        }
    }

    private static void putCoefficient(ObjectNode entry, Intervention one) {
        if (!Double.isNaN(one.change().k())) {
            entry.put("coefficient", one.change().k());
        }
    }

    private static void putManner(ObjectNode entry, Intervention one) {
        entry.put("change", one.change().kind())
                .put("positions", one.positions().toString());
    }

    /** @throws UserError if it is no recipe, of a version that is not known, or an entry makes no sense */
    public static Recipe read(Path file) {
        return FileFault.reading(file, () -> {
            try {
                return recipe(file, JSON.readTree(file.toFile()));
            } catch (JsonProcessingException e) {
                throw new UserError(file + " is not JSON: " + e.getOriginalMessage() + ".", e);
            }
        });
    }

    private static Recipe recipe(Path file, JsonNode root) {
        int version = root.path("version").asInt();
        if (!root.path("format").asText().equals(FORMAT) || version < 1 || version > 2) {
            throw new UserError(
                    file + " is no recipe: format " + FORMAT + " in version 1 or 2 was expected, it has format "
                            + root.path("format").asText("none") + ", version "
                            + root.path("version").asText("none") + ".");
        }
        boolean plain = version == 1;
        requireKnown(
                file + ": version " + version,
                root,
                plain ? Set.of("features") : Set.of("features", "directions"),
                HEAD);
        if (!root.path("unit").asText(UNIT).equals(UNIT)) {
            throw new UserError(
                    file + " counts strengths in " + root.path("unit").asText() + "; here they are " + UNIT + ".");
        }
        List<Intervention> all = new ArrayList<>();
        try {
            for (JsonNode entry : root.path("features")) {
                requireKnown("version " + version, entry, OF_FEATURE, plain ? Set.of() : MANNER);
                all.add(intervention(entry, feature(entry)));
            }
            for (JsonNode entry : root.path("directions")) {
                requireKnown("version " + version, entry, OF_DIRECTION, MANNER);
                all.add(intervention(entry, direction(entry)));
            }
        } catch (IllegalArgumentException | UserError e) {
            throw new UserError(file + ", entry " + (all.size() + 1) + ": " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new UserError(
                    file + " is a recipe without a feature or direction, so there is nothing to steer with.");
        }
        return new Recipe(all);
    }

    /** What is not known would change what is done, and cannot be left out in silence. */
    private static void requireKnown(String where, JsonNode object, Set<String> fields, Set<String> others) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name) && !others.contains(name)) {
                throw new UserError(where + " of a recipe has no field \"" + name + "\" here, only "
                        + Stream.concat(fields.stream(), others.stream())
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + "; remove it, or mend its name.");
            }
        });
    }

    private static Place feature(JsonNode entry) {
        FeatureId feature = FeatureId.parse(entry.path("feature").asText());
        if (entry.path("index").asInt(feature.index()) != feature.index()) {
            throw new IllegalArgumentException("index " + entry.path("index").asText() + " is not that of " + feature);
        }
        JsonNode max = entry.path("maxActivation");
        if (max.isNumber() && !(max.asDouble() >= 0 && max.asDouble() <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("a largest activation of " + max.asText() + " is impossible");
        }
        return new Place.OfFeature(
                feature,
                HookPoint.parse(entry.path("hook").asText()),
                max.isNumber() ? max.asDouble() : null,
                entry.path("sae").asText());
    }

    private static Place direction(JsonNode entry) {
        JsonNode vector = entry.path("vector");
        float[] values = new float[vector.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) vector.get(i).asDouble(Double.NaN);
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + i + " of the vector is no number");
            }
        }
        return new Place.OfDirection(HookPoint.parse(entry.path("hook").asText()), new Place.Vector(values));
    }

    private static Intervention intervention(JsonNode entry, Place place) {
        return new Intervention(
                place,
                Change.of(
                        entry.path("change").asText("add"),
                        entry.path("coefficient").asDouble(Double.NaN)),
                Positions.parse(entry.path("positions").asText("all")),
                entry.path("label").asText());
    }
}
