package dev.steergraph.steering.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.ingest.extract.generate.TextModel.Continuation;
import dev.steergraph.ingest.extract.generate.TextModel.Manner;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.text.SteeredModel.Steered;
import java.util.ArrayList;
import java.util.List;

/** A prompt continued as the model does and as it does when steered, drawn with the same seed. */
public record Comparison(
        String prompt, @JsonProperty("default") Continuation unsteered, Steered steered) {

    /** Of each prompt, the first with the seed that is given, the second with the next, and so on. */
    public static List<Comparison> of(TextModel text, SteeredModel steered, List<String> prompts, Manner manner) {
        List<Comparison> all = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Manner own = manner.plus(i);
            all.add(new Comparison(
                    prompts.get(i),
                    text.generate(prompts.get(i), own, PassEdits.NONE),
                    steered.generate(prompts.get(i), own)));
        }
        return all;
    }
}
