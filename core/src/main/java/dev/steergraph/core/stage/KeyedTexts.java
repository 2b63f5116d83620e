package dev.steergraph.core.stage;

import dev.steergraph.core.id.HookPoint;
import java.util.Map;
import java.util.TreeMap;

/** Settings that are kept for each of several hook points or sets, told apart by a word in their keys. */
final class KeyedTexts {

    private KeyedTexts() {}

    /** Those whose keys end in a word, without it. */
    static Map<String, String> endingIn(String word, Map<String, String> texts) {
        Map<String, String> found = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (key.endsWith(word)) {
                found.put(key.substring(0, key.length() - word.length()), text);
            }
        });
        return found;
    }

    /** Those whose keys are hook points; others, of an older or newer version, are left out. */
    static Map<HookPoint, String> byHook(Map<String, String> texts) {
        Map<HookPoint, String> found = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (HookPoint.isName(key)) {
                found.put(HookPoint.parse(key), text);
            }
        });
        return found;
    }

    /** Those whose keys begin with a word, without it. */
    static Map<String, String> beginningWith(String word, Map<String, String> texts) {
        Map<String, String> found = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(word)) {
                found.put(key.substring(word.length()), text);
            }
        });
        return found;
    }
}
