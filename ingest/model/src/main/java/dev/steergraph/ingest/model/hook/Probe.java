package dev.steergraph.ingest.model.hook;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.engine.Kernels;
import java.util.HashSet;
import java.util.Set;

/** The hooks of one forward pass: shows activations, takes edits, and knows when nothing more is wanted. */
public final class Probe {

    private final Kernels kernels;
    private final HookReader reader;
    private final HookWriter writer;
    private final boolean toTheEnd;
    private final Set<HookPoint> unread;
    private int layer;

    /** @param toTheEnd whether what follows the last hook is wanted as well */
    public Probe(Kernels kernels, HookReader reader, HookWriter writer, boolean toTheEnd) {
        this.kernels = kernels;
        this.reader = reader;
        this.writer = writer;
        this.toTheEnd = toTheEnd;
        unread = new HashSet<>(reader.hooks());
    }

    public void enter(int block) {
        layer = block;
    }

    /** Whether the pass may end here. */
    public boolean done() {
        return !toTheEnd && unread.isEmpty();
    }

    /** What the pass goes on with: the activations, or what the writer made of them. */
    public NDArray at(Site site, NDArray activations) {
        HookPoint hook = new HookPoint(layer, site);
        NDArray x = activations;
        if (writer.hooks().contains(hook)) {
            x = writer.write(hook, kernels.call(x.getManager(), "wide", x));
            x.attach(activations.getManager());
        }
        if (unread.remove(hook)) {
            // In float32 whatever the precision: a no-op where it is float32 already.
            reader.read(hook, kernels.call(x.getManager(), "wide", x));
        }
        return x;
    }
}
