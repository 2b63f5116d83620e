package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two linear layers with ReLU between them, {@code MODEL-SAE-lN.pt}, of the residual stream after block N: Goodfire's SAEs of
 * Llama, and qresearch's of DeepSeek-R1-Distill-Llama-8B.
 *
 * @see <a href="https://huggingface.co/Goodfire">Goodfire</a>, <a href="https://huggingface.co/qresearch">qresearch</a>
 */
final class LinearLayers {

    static final Pattern NAME = Pattern.compile("(.+)-SAE-l(\\d{1,3})\\.pth?");

    private LinearLayers() {}

    static Sae read(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new UserError(file + " should be called MODEL-SAE-lN.pt, N being the layer that it reads.");
        }
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        String kind = tensors.has("encoder_linear.weight") ? "_linear" : "";
        int dSae = tensors.length("encoder" + kind + ".bias");
        int dIn = tensors.length("decoder" + kind + ".bias");
        return new Sae(
                dIn,
                dSae,
                tensors.oriented("encoder" + kind + ".weight", dIn, dSae, true),
                tensors.oriented("decoder" + kind + ".weight", dSae, dIn, true),
                tensors.vector("decoder" + kind + ".bias", dIn),
                false,
                Normalization.NONE,
                new Gate.Jump(tensors.vector("encoder" + kind + ".bias", dSae), new float[dSae], null),
                new SaeOrigin(name.group(1), "blocks." + name.group(2) + ".hook_resid_post", null));
    }
}
