package dev.steergraph.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * The model of a run.
 *
 * @param id its name in features' keys
 * @param architecture its config.json's {@code model_type}; null in runs of older versions
 * @param dModel width of its residual stream
 * @param layers its blocks
 * @param tokenizerSha256 checksum of its tokenizer; null where there is none
 */
@JsonPropertyOrder(alphabetic = true)
public record ModelDescription(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String architecture,
        int dModel,
        int layers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tokenizerSha256) {}
