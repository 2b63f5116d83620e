package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code ae.pt} and {@code config.json} of dictionary_learning, in which SAEBench's and others' SAEs are published. Of
 * residual streams after a block only.
 *
 * @see <a href="https://github.com/saprmarks/dictionary_learning">dictionary_learning</a>
 */
final class DictionaryLearning {

    static final String CONFIG = "config.json";
    static final String WEIGHTS = "ae.pt";

    private static final String KIND = "trainer.dict_class";

    private final SaeConfig config;
    private final SaeTensors tensors;
    private final int dSae;

    private DictionaryLearning(SaeConfig config, SaeTensors tensors) {
        this.config = config;
        this.tensors = tensors;
        dSae = config.size("trainer.dict_size");
    }

    static Sae read(Path folder) throws IOException {
        Path weights = folder.resolve(WEIGHTS);
        SaeConfig config = SaeConfig.beside(weights, CONFIG);
        return new DictionaryLearning(config, new SaeTensors(Checkpoint.open(weights))).read();
    }

    private Sae read() throws IOException {
        String kind = config.text(KIND);
        int dIn = config.size("trainer.activation_dim");
        boolean plain = tensors.has("W_enc");
        return new Sae(
                dIn,
                dSae,
                tensors.oriented(plain ? "W_enc" : "encoder.weight", dIn, dSae, !plain),
                tensors.oriented(tensors.has("W_dec") ? "W_dec" : "decoder.weight", dSae, dIn, !tensors.has("W_dec")),
                tensors.vector(tensors.first("b_dec", "bias", "decoder_bias"), dIn),
                !kind.equals("JumpReluAutoEncoder"),
                Normalization.NONE,
                gate(kind),
                origin());
    }

    private Gate gate(String kind) throws IOException {
        return switch (kind) {
            case "AutoEncoder" -> new Gate.Jump(bias(), new float[dSae], null);
            // Its threshold is for another use: codes are the k largest of each row.
            case "AutoEncoderTopK" -> new Gate.TopK(bias(), k(), null);
            case "BatchTopKSAE", "MatryoshkaBatchTopKSAE", "JumpReluAutoEncoder" ->
                new Gate.Jump(bias(), SaeLens.notNegative(thresholds()), null);
            case "GatedAutoEncoder" ->
                new Gate.Gated(
                        tensors.vector("gate_bias", dSae),
                        tensors.exponentials("r_mag", dSae),
                        tensors.vector("mag_bias", dSae));
            default ->
                throw config.refused("says " + KIND + " \"" + kind + "\", which is unknown; AutoEncoder,"
                        + " AutoEncoderTopK, GatedAutoEncoder, BatchTopKSAE, MatryoshkaBatchTopKSAE and"
                        + " JumpReluAutoEncoder are read.");
        };
    }

    private float[] bias() throws IOException {
        return tensors.vector(tensors.first("b_enc", "encoder.bias"), dSae);
    }

    /** One for all, or one for each. */
    private float[] thresholds() throws IOException {
        if (tensors.named("threshold").elements() != 1) {
            return tensors.thresholds("threshold", dSae);
        }
        float[] same = new float[dSae];
        Arrays.fill(same, tensors.thresholds("threshold", 1)[0]);
        return same;
    }

    private int k() {
        int k = config.size("trainer.k");
        if (k > dSae) {
            throw config.refused("says trainer.k " + k + ", more than the " + dSae + " features that there are.");
        }
        return k;
    }

    /** @throws UserError if it reads another place than a residual stream */
    private SaeOrigin origin() {
        String place = config.has("trainer.submodule_name") ? config.text("trainer.submodule_name") : "resid_post";
        if (Stream.of("mlp", "att").anyMatch(place.toLowerCase(Locale.ROOT)::contains)) {
            throw config.refused("says trainer.submodule_name \"" + place
                    + "\"; of this format SAEs of the residual stream after a block are read.");
        }
        String model = config.text("trainer.lm_name");
        return new SaeOrigin(
                model.substring(model.lastIndexOf('/') + 1),
                "blocks." + config.layer("trainer.layer") + ".hook_resid_post",
                config.has("buffer.ctx_len") ? config.size("buffer.ctx_len") : null);
    }
}
