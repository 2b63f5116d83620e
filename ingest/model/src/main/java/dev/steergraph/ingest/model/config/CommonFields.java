package dev.steergraph.ingest.model.config;

import java.util.List;

/** Fields of every model: those of transformers' {@code PreTrainedConfig}, and what files carry beside them. */
final class CommonFields {

    /** Settings of generation, which older files keep here and transformers drops (GenerationConfig has them). */
    private static final List<String> GENERATION = List.of(
            "assistant_confidence_threshold",
            "assistant_lookbehind",
            "bad_words_ids",
            "begin_suppress_tokens",
            "diversity_penalty",
            "do_sample",
            "early_stopping",
            "encoder_no_repeat_ngram_size",
            "encoder_repetition_penalty",
            "epsilon_cutoff",
            "eta_cutoff",
            "exponential_decay_length_penalty",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "length_penalty",
            "max_length",
            "max_new_tokens",
            "min_length",
            "no_repeat_ngram_size",
            "num_assistant_tokens",
            "num_assistant_tokens_schedule",
            "num_beam_groups",
            "num_beams",
            "num_return_sequences",
            "output_scores",
            "remove_invalid_values",
            "repetition_penalty",
            "return_dict_in_generate",
            "suppress_tokens",
            "target_lookbehind",
            "temperature",
            "top_k",
            "top_p",
            "typical_p");

    /** Notes of tools, and fields of older versions that transformers 5 does not read. */
    private static final List<String> NOTES = List.of(
            "_attn_implementation",
            "_attn_implementation_autoset",
            "_commit_hash",
            "_from_model_config",
            "_name_or_path",
            "_num_labels",
            "attn_implementation",
            "auto_map",
            "cache_implementation",
            "cross_attention_hidden_size",
            "decoder_start_token_id",
            "experts_implementation",
            "finetuning_task",
            "gradient_checkpointing",
            "is_decoder",
            "is_llama_config",
            "model_type",
            "name_or_path",
            "num_labels",
            "output_attentions",
            "output_past",
            "pad_token_id",
            "prefix",
            "pretraining_tp",
            "sep_token_id",
            "task_specific_params",
            "tf_legacy_loss",
            "tie_encoder_decoder",
            "tie_last_hidden_states",
            "tokenizer_class",
            "torch_dtype",
            "torchscript",
            "transformers.js_config",
            "unsloth_fixed",
            "unsloth_version",
            "use_bfloat16",
            "use_cache");

    private CommonFields() {}

    static FieldTable addTo(FieldTable table) {
        return table.unusedBeside(GENERATION)
                .unusedBeside(NOTES)
                .unused(
                        "architectures",
                        "chunk_size_feed_forward",
                        "dtype",
                        "id2label",
                        "label2id",
                        "output_hidden_states",
                        "problem_type",
                        "return_dict",
                        "transformers_version")
                .only("is_encoder_decoder", false, false)
                .onlyBeside("per_layer_config", (Object) null)
                .quantized();
    }
}
