package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import java.util.Locale;

/** Where a run keeps what, relative to its folder. */
final class PartPaths {

    static final String TOKENS = "tokens";
    static final String TOKENIZER = TOKENS + "/tokenizer.json";
    static final String CORRELATIONS = "correlations";

    private PartPaths() {}

    static String tokens(int part) {
        return number(TOKENS + "/part-%05d.safetensors", part);
    }

    /** The documents whose tokens are in the part of the same number, a JSON object in each line. */
    static String documents(int part) {
        return number(TOKENS + "/documents-%05d.jsonl", part);
    }

    static String activations(HookPoint hook) {
        return "activations/" + hook;
    }

    static String activations(HookPoint hook, int part) {
        return number(activations(hook) + "/part-%05d.safetensors", part);
    }

    static String sae(HookPoint hook) {
        return "sae/" + hook;
    }

    /** @param set a {@link CodeSet#id} */
    static String codes(String set) {
        return "codes/" + set;
    }

    static String codes(String set, int part) {
        return number(codes(set) + "/part-%05d.safetensors", part);
    }

    static String codes(HookPoint hook) {
        return codes(hook.toString());
    }

    static String codes(HookPoint hook, int part) {
        return codes(hook.toString(), part);
    }

    /** What the features of a set did over all rows. */
    static String features(String set) {
        return "features/" + set + ".safetensors";
    }

    private static String number(String pattern, int part) {
        return String.format(Locale.ROOT, pattern, part);
    }
}
