package dev.steergraph.steering.host;

import java.io.IOException;

/** What is done with a loaded model when its turn comes. */
interface Work {

    /** Whose model it is. */
    RunModel run();

    /** @throws java.util.concurrent.CancellationException if the turn is given up meanwhile */
    void with(LoadedModel loaded, Turn turn) throws IOException;
}
