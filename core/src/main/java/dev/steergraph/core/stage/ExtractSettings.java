package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.steergraph.core.id.HookPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides the rows and activations of a run. Device and batches do not, so that a run can move to another machine.
 *
 * @param model {@code minilm}, a folder, a GGUF file, or a Hugging Face id
 * @param revision of the model; null for the usual one
 * @param tokenizer in the place of the model's own; null for that
 * @param dtype of weights and matrix products, such as {@code f32}
 * @param hooks where activations are read, ascending
 * @param corpus name of the corpus
 * @param field the column with the text
 * @param categoryField the column with the category, if one was asked for
 * @param wholeFiles whether a text file is one document, rather than each of its lines
 * @param maxTokens rows wanted
 * @param maxDocuments documents wanted at most
 * @param context longest sequence in tokens, as resolved for the model
 * @param bos when sequences begin with BOS: {@code AUTO}, {@code ALWAYS} or {@code NEVER}
 * @param layout how documents lie in sequences: {@code CUT}, {@code SPLIT} or {@code PACK}
 * @param pool what becomes a row: {@code TOKEN} or {@code MEAN}
 * @param seed of the order of documents
 * @param keepOutliers whether rows of extraordinary norm are rows all the same; kept only where it is so, as earlier runs
 *     did not know it
 */
public record ExtractSettings(
        String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String revision,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tokenizer,
        String dtype,

        @JsonSerialize(converter = HookListText.Write.class) @JsonDeserialize(converter = HookListText.Read.class)
        List<HookPoint> hooks,

        String corpus,
        String field,

        @JsonDeserialize(converter = NullWord.class) @Nullable
        String categoryField,

        boolean wholeFiles,
        long maxTokens,
        long maxDocuments,
        int context,
        String bos,
        String layout,
        String pool,
        long seed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean keepOutliers) {

    /** Whether documents follow each other in sequences that are as long as the context. */
    public boolean packed() {
        return "PACK".equals(layout);
    }
}
