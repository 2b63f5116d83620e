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

    /** Whether anybody reads or edits what is there. */
    public boolean wants(Site site) {
        return edits(site) || unread.contains(new HookPoint(layer, site));
    }

    /** Whether the pass may go on with something else than what was there. */
    public boolean edits(Site site) {
        return writer.hooks().contains(new HookPoint(layer, site));
    }

    /** The same for activations that others read as well: these read them as they were. */
    public NDArray apart(Site site, NDArray activations) {
        return at(site, edits(site) ? kernels.call(activations.getManager(), "copy", activations) : activations);
    }

    /** What the pass goes on with: the activations, or what the writer made of them. Nothing happens where it may end. */
    public NDArray at(Site site, NDArray activations) {
        if (done()) {
            return activations;
        }
        HookPoint hook = new HookPoint(layer, site);
        NDArray x = activations;
        if (writer.hooks().contains(hook)) {
            x = edited(hook, kernels.call(x.getManager(), "wide", x));
        }
        if (unread.remove(hook)) {
            // In float32 whatever the precision: a no-op where it is float32 already.
            reader.read(hook, kernels.call(x.getManager(), "wide", x));
        }
        return x;
    }

    /** What a writer made elsewhere is copied: the pass adds into its activations in place, and what it adds into is its own. */
    private NDArray edited(HookPoint hook, NDArray activations) {
        NDArray written = writer.write(hook, activations);
        if (written == activations) {
            return activations;
        }
        if (!written.getShape().equals(activations.getShape())) {
            throw new IllegalArgumentException("what was written at " + hook + " has the shape " + written.getShape()
                    + ", the activations have " + activations.getShape());
        }
        return kernels.call(activations.getManager(), "copy", written);
    }
}
