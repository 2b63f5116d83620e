/** What a GGUF file says of a model, as the config.json that Hugging Face has for it. */
@NullMarked
package dev.steergraph.ingest.model.gguf;

import org.jspecify.annotations.NullMarked;
