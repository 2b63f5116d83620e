package dev.steergraph.core.run;

import dev.steergraph.core.id.HookPoint;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a run keeps what, relative to its folder. */
public final class PartPaths {

    public static final String TOKENS = "tokens";
    public static final String TOKENIZER = TOKENS + "/tokenizer.json";
    public static final String CORRELATIONS = "correlations";
    public static final String EDGES = CORRELATIONS + "/edges.parquet";
    public static final String FEATURE_TABLE = CORRELATIONS + "/features.parquet";

    /** Edges that shares found, until all are joined. */
    public static final String EDGE_SHARES = CORRELATIONS + "/shares";

    public static final String EFFECTS = "effects";
    public static final String EFFECT_TABLE = EFFECTS + "/effects.parquet";
    public static final String EFFECT_TOKENS = EFFECTS + "/tokens.parquet";
    /** What was measured of each feature, until all of it is. */
    public static final String EFFECT_PARTS = EFFECTS + "/features";

    public static final String EXPERIMENT = "experiment";
    public static final String LABEL_TABLE = "labels/labels.parquet";
    public static final String LABEL_SUMMARY = "labels/summary.json";
    public static final String EXPERIMENT_CELLS = EXPERIMENT + "/cells.parquet";
    public static final String EXPERIMENT_RECIPES = EXPERIMENT + "/recipes";

    private static final Pattern EDGE_SHARE =
            Pattern.compile(EDGE_SHARES + "/(?<search>[a-z0-9-]+)\\.(?<share>\\d+)-of-(?<of>\\d+)\\.parquet");
    private static final Pattern PART = Pattern.compile(".*/part-(\\d{5,9})\\.safetensors");

    private PartPaths() {}

    public static String tokens(int part) {
        return number(TOKENS + "/part-%05d.safetensors", part);
    }

    /** The documents whose tokens are in the part of the same number, a JSON object in each line. */
    public static String documents(int part) {
        return number(TOKENS + "/documents-%05d.jsonl", part);
    }

    public static String activations(HookPoint hook) {
        return "activations/" + hook;
    }

    public static String activations(HookPoint hook, int part) {
        return number(activations(hook) + "/part-%05d.safetensors", part);
    }

    public static String sae(HookPoint hook) {
        return "sae/" + hook;
    }

    /** @param set a {@code CodeSet.id} */
    public static String codes(String set) {
        return "codes/" + set;
    }

    public static String codes(String set, int part) {
        return number(codes(set) + "/part-%05d.safetensors", part);
    }

    public static String codes(HookPoint hook) {
        return codes(hook.toString());
    }

    public static String codes(HookPoint hook, int part) {
        return codes(hook.toString(), part);
    }

    /** Edges that a share found. @param search of the permuted documents, for instance */
    public static String edges(String search, Share share) {
        return EDGE_SHARES + "/" + search + "." + share.index() + "-of-" + share.of() + ".parquet";
    }

    /** The share whose edges of a search are at a path; nothing if it is another's. */
    public static Optional<Share> edgeShare(String search, String path) {
        Matcher edges = EDGE_SHARE.matcher(path);
        return edges.matches() && edges.group("search").equals(search)
                ? Optional.of(new Share(Integer.parseInt(edges.group("share")), Integer.parseInt(edges.group("of"))))
                : Optional.empty();
    }

    /** What the features of a set did over all rows. */
    public static String features(String set) {
        return "features/" + set + ".safetensors";
    }

    /** Which tokens the features of a set promote. */
    public static String logitLens(String set) {
        return "features/logit-lens/" + set + ".safetensors";
    }

    /** What steering one feature does. */
    public static String effects(int feature) {
        return EFFECT_PARTS + "/feature-" + feature + ".safetensors";
    }

    /** What was measured of one feature. */
    public static String experiment(int feature) {
        return EXPERIMENT + "/features/feature-" + feature + ".json";
    }

    /** What each arm adds along one feature, and what is looked at. */
    public static String prepared(int feature) {
        return EXPERIMENT + "/features/feature-" + feature + ".safetensors";
    }

    /** What was written along one feature. */
    public static String written(int feature) {
        return EXPERIMENT + "/texts/feature-" + feature + ".json";
    }

    /** The number of a part by its path; nothing if it is the path of no part. */
    public static OptionalInt number(String path) {
        Matcher part = PART.matcher(path);
        return part.matches() ? OptionalInt.of(Integer.parseInt(part.group(1))) : OptionalInt.empty();
    }

    private static String number(String pattern, int part) {
        return String.format(Locale.ROOT, pattern, part);
    }
}
