package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Transcoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer of a cross-layer transcoder as circuit-tracer has it: {@code W_enc_N.safetensors} and {@code W_dec_N.safetensors}
 * with {@code config.yaml}. Its features write to this layer and all above; a decoder row here is the sum of what they write,
 * as in SAELens, so that it predicts no single layer.
 *
 * @see <a href="https://transformer-circuits.pub/2025/attribution-graphs/methods.html">cross-layer transcoders</a>
 */
final class CltLayer {

    private static final Pattern NAME = Pattern.compile("W_enc_(\\d{1,3})\\.safetensors");

    private CltLayer() {}

    static Sae read(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new UserError(file + " should be called W_enc_N.safetensors, N being the layer that it reads.");
        }
        String layer = name.group(1);
        SaeConfig config = SaeConfig.yaml(file.resolveSibling("config.yaml"));
        SaeTensors encoder = new SaeTensors(Checkpoint.open(file));
        int dSae = encoder.length("b_enc_" + layer);
        int width = encoder.length("b_dec_" + layer);
        Path decoderFile = file.resolveSibling("W_dec_" + layer + ".safetensors");
        SaeTensors decoder = new SaeTensors(Checkpoint.open(decoderFile));
        StoredTensor written = decoder.named("W_dec_" + layer);
        if (written.shape().length != 3 || written.shape()[0] != dSae || written.shape()[2] != width) {
            throw new UserError(decoderFile + ": W_dec_" + layer + " should have the shape [" + dSae + ", layers, "
                    + width + "], it has " + Arrays.toString(written.shape()) + ".");
        }
        String model = config.text("model_name");
        return new Sae(
                        width,
                        dSae,
                        encoder.oriented("W_enc_" + layer, width, dSae, true),
                        decoder.finite("W_dec_" + layer, new SummedTensor(written)),
                        encoder.vector("b_dec_" + layer, width),
                        false,
                        Normalization.NONE,
                        new Gate.Jump(encoder.vector("b_enc_" + layer, dSae), new float[dSae], null),
                        new SaeOrigin(
                                model.substring(model.lastIndexOf('/') + 1),
                                "blocks." + layer + "." + config.text("feature_input_hook"),
                                null))
                .with(new Transcoding(
                        "blocks." + layer + "." + config.text("feature_output_hook"), width, null, FeatureSite.CLT));
    }
}
