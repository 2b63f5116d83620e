package dev.steergraph.ingest.sae;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transcoder predicts: not what it reads, but what a layer makes of it. Its features are what it reads; its decoder
 * rows are directions at the other hook point.
 *
 * @param hook whose activations are predicted
 * @param dOut their width
 * @param skip A [d_in, d_out], whose product with the input is added to the prediction; null for none
 * @param site where its features belong: {@link FeatureSite#TRANSCODER} or {@link FeatureSite#CLT}
 * @see <a href="https://arxiv.org/abs/2406.11944">Transcoders find interpretable LLM feature circuits</a>
 * @see <a href="https://arxiv.org/abs/2501.18823">the skip connection</a>
 */
public record Transcoding(String hook, int dOut, @Nullable StoredTensor skip, FeatureSite site) {

    /** Of one layer. */
    public Transcoding(String hook, int dOut, @Nullable StoredTensor skip) {
        this(hook, dOut, skip, FeatureSite.TRANSCODER);
    }

    /** Whether it writes to all layers above as well: decoder rows are sums over them, and no single layer is predicted. */
    public boolean crossLayer() {
        return site == FeatureSite.CLT;
    }

    /** The hook point that is predicted; nothing if that is none that can be read, or more than one. */
    public Optional<HookPoint> predicted() {
        return crossLayer() || !HookPoint.isName(hook) ? Optional.empty() : Optional.of(HookPoint.parse(hook));
    }
}
