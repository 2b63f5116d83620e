package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import java.util.ArrayList;
import java.util.List;
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

    /** All files of a part of the extraction. */
    static List<String> of(int part, List<HookPoint> hooks) {
        List<String> paths = new ArrayList<>(List.of(tokens(part), documents(part)));
        hooks.forEach(hook -> paths.add(activations(hook, part)));
        return paths;
    }

    static String sae(HookPoint hook) {
        return "sae/" + hook;
    }

    static String codes(HookPoint hook) {
        return "codes/" + hook;
    }

    static String codes(HookPoint hook, int part) {
        return number(codes(hook) + "/part-%05d.safetensors", part);
    }

    private static String number(String pattern, int part) {
        return String.format(Locale.ROOT, pattern, part);
    }
}
