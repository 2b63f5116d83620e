package dev.steergraph.steering.host;

/** More is waiting for the model than may: one sentence. */
public final class ModelBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelBusy(int waiting) {
        super("the model is busy and " + waiting + " requests are waiting for it already; try again in a while");
    }
}
