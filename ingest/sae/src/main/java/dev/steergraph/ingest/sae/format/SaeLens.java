package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder in SAELens format, of versions before and since 6.0: {@code cfg.json} and {@code sae_weights.safetensors}. A
 * BatchTopK or Matryoshka SAE in the form it has while it is trained is read as SAELens would save it for inference.
 *
 * @see <a href="https://github.com/decoderesearch/SAELens">SAELens</a>
 */
final class SaeLens {

    private final Path file;
    private final JsonNode config;
    private final SaeTensors tensors;
    private final int dIn;
    private final int dSae;
    private final int dOut;

    private SaeLens(Path file, JsonNode config, SaeTensors tensors) {
        this.file = file;
        this.config = config;
        this.tensors = tensors;
        dIn = size("d_in");
        dSae = size("d_sae");
        dOut = isTranscoder() ? size("d_out") : dIn;
    }

    /**
     * @throws UserError if the folder is no such SAE, or its shapes contradict its cfg.json, or it is of a kind that is not
     *     read
     */
    static Sae read(Path folder) throws IOException {
        Path file = folder.resolve(SaeFolder.CONFIG);
        Path weights = folder.resolve(SaeFolder.WEIGHTS);
        if (!Files.isRegularFile(weights)) {
            throw new UserError(folder + " has " + SaeFolder.CONFIG + ", but not " + SaeFolder.WEIGHTS
                    + ", in which the SAE's weights are; fetch that file too.");
        }
        JsonNode config = SaeFolder.json(file);
        SaeMaking making = SaeMaking.read(file, config);
        SaeTensors tensors = new SaeTensors(Checkpoint.open(weights));
        return new SaeLens(file, config, tensors).read().with(making.preparation());
    }

    private Sae read() throws IOException {
        if (tensors.has("scaling_factor")) {
            for (float factor : tensors.vector("scaling_factor", dSae)) {
                if (Math.abs(factor - 1) > 1e-5) {
                    throw new UserError(file + ": SAEs with a finetuned scaling_factor cannot be read.");
                }
            }
        }
        String reshape = config.path("reshape_activations").asText("none");
        if (!reshape.equals("none") && !reshape.equals("hook_z")) {
            throw new UserError(
                    file + ": reshape_activations \"" + reshape + "\" is unknown; none and hook_z are read.");
        }
        StoredTensor decoder = tensors.matrix("W_dec", dSae, dOut);
        Sae sae = new Sae(
                dIn,
                dSae,
                tensors.matrix("W_enc", dIn, dSae),
                decoder,
                tensors.vector("b_dec", dOut),
                truth("apply_b_dec_to_input", !isTranscoder()),
                normalization(),
                gate(decoder),
                origin());
        return isTranscoder() ? sae.with(transcoding(sae)) : sae;
    }

    private boolean isTranscoder() {
        return text("architecture", "standard").endsWith("transcoder");
    }

    private Transcoding transcoding(Sae sae) throws IOException {
        if (sae.subtractsDecoderBias()
                || sae.normalization() != Normalization.NONE
                || !told().path("hook_name_out").isTextual()) {
            throw new UserError(file + ": a transcoder should say hook_name_out, and neither apply_b_dec_to_input nor"
                    + " normalize_activations.");
        }
        return new Transcoding(
                told().path("hook_name_out").asText(),
                dOut,
                text("architecture", "").contains("skip") ? tensors.oriented("W_skip", dIn, dOut, true) : null);
    }

    private Gate gate(StoredTensor decoder) throws IOException {
        String activation = text("activation_fn", text("activation_fn_str", "relu"));
        String architecture = activation.equals("topk") ? "topk" : text("architecture", "standard");
        // SAELens' defaults differ: false for topk as it is published, true for what is still as it was trained.
        boolean rescale = truth("rescale_acts_by_decoder_norm", architecture.endsWith("batchtopk"));
        return switch (architecture) {
            case "standard", "transcoder", "skip_transcoder" ->
                new Gate.Jump(tensors.vector("b_enc", dSae), new float[dSae], null);
            case "jumprelu", "jumprelu_transcoder", "jumprelu_skip_transcoder" ->
                new Gate.Jump(tensors.vector("b_enc", dSae), notNegative(thresholds()), null);
            case "topk" -> new Gate.TopK(tensors.vector("b_enc", dSae), k(), rescale ? norms(decoder) : null);
            case "gated" ->
                new Gate.Gated(
                        tensors.vector("b_gate", dSae),
                        tensors.exponentials("r_mag", dSae),
                        tensors.vector("b_mag", dSae));
            case "batchtopk", "matryoshka_batchtopk" -> {
                float[] same = new float[dSae];
                Arrays.fill(same, tensors.thresholds("topk_threshold", 1)[0]);
                yield new Gate.Jump(tensors.vector("b_enc", dSae), notNegative(same), rescale ? norms(decoder) : null);
            }
            default ->
                throw new UserError(file + ": architecture \"" + architecture + "\" is unknown; standard, gated,"
                        + " jumprelu, topk, batchtopk and matryoshka_batchtopk, and transcoders with ReLU or JumpReLU, are"
                        + " read.");
        };
    }

    private float[] thresholds() throws IOException {
        if (!tensors.has("log_threshold")) {
            return tensors.thresholds("threshold", dSae);
        }
        float[] thresholds = tensors.thresholds("log_threshold", dSae);
        for (int f = 0; f < dSae; f++) {
            thresholds[f] = (float) Math.exp(thresholds[f]);
        }
        return thresholds;
    }

    /** relu(pre)·1[pre &gt; t] is the same for t = 0 as for any t below. */
    static float[] notNegative(float[] thresholds) {
        for (int f = 0; f < thresholds.length; f++) {
            thresholds[f] = Math.max(0, thresholds[f]);
        }
        return thresholds;
    }

    private float[] norms(StoredTensor decoder) throws IOException {
        float[] norms = new float[dSae];
        float[] row = new float[dOut];
        for (int f = 0; f < dSae; f++) {
            decoder.floats((long) f * dOut, FloatBuffer.wrap(row));
            double sum = 0;
            for (float value : row) {
                sum += (double) value * value;
            }
            norms[f] = (float) Math.sqrt(sum);
        }
        return norms;
    }

    /** SAELens' list of releases corrects some files. */
    private Normalization normalization() {
        Optional<Normalization> corrected = Catalogue.get().at(file).flatMap(SaeEntry::normalization);
        if (corrected.isPresent()) {
            return corrected.get();
        }
        JsonNode value = config.path("normalize_activations");
        if (value.isMissingNode() || value.isNull()) {
            return Normalization.NONE;
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? Normalization.EXPECTED_AVERAGE_ONLY_IN : Normalization.NONE;
        }
        for (Normalization normalization : Normalization.values()) {
            if (normalization.toString().equals(value.asText())) {
                return normalization;
            }
        }
        throw new UserError(file + ": normalize_activations \"" + value.asText() + "\" is unknown; "
                + Arrays.toString(Normalization.values()).toLowerCase(Locale.ROOT) + " are read.");
    }

    private SaeOrigin origin() {
        JsonNode told = told();
        String hook = told.path("hook_name").asText(told.path("hook_point").asText(null));
        JsonNode context = told.path("context_size");
        JsonNode bos = told.path("prepend_bos");
        return new SaeOrigin(
                told.path("model_name").asText(null),
                hook,
                context.isInt() ? context.asInt() : null,
                bos.isBoolean() ? bos.asBoolean() : null);
    }

    private JsonNode told() {
        return config.has("metadata") ? config.get("metadata") : config;
    }

    private int k() {
        JsonNode k = config.has("k")
                ? config.get("k")
                : config.path("activation_fn_kwargs").path("k");
        if (!k.isInt() || k.asInt() < 1 || k.asInt() > dSae) {
            throw new UserError(file + ": k should be a whole number from 1 to d_sae, it is "
                    + (k.isMissingNode() ? "missing" : k) + ".");
        }
        return k.asInt();
    }

    private int size(String field) {
        JsonNode value = config.path(field);
        if (!value.isInt() || value.asInt() < 1) {
            throw new UserError(file + ": " + field + " should be a positive whole number, it is "
                    + (value.isMissingNode() ? "missing" : value) + ".");
        }
        return value.asInt();
    }

    private boolean truth(String field, boolean usual) {
        JsonNode value = config.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw new UserError(file + ": " + field + " should be true or false, it is " + value + ".");
        }
        return value.asBoolean();
    }

    private String text(String field, String usual) {
        return config.hasNonNull(field) ? config.get(field).asText() : usual;
    }
}
