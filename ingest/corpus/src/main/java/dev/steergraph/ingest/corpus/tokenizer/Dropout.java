package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** BPE dropout, which splits words at random while a model is trained: the same text would have other tokens each time. */
final class Dropout {

    private Dropout() {}

    /** @param notes to be told of it @return whether it was on */
    static boolean switchOff(ObjectNode root, List<String> notes) {
        JsonNode dropout = root.path("model").path("dropout");
        if (!dropout.isNumber() || dropout.asDouble() == 0) {
            return false;
        }
        ((ObjectNode) root.get("model")).putNull("dropout");
        notes.add("The BPE dropout of " + dropout + " in tokenizer.json is switched off: the same text has the same"
                + " tokens each time.");
        return true;
    }
}
