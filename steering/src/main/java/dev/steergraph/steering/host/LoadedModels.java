package dev.steergraph.steering.host;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one model that is in memory. The thread that works with it changes it, others only look which it is. */
final class LoadedModels {

    private final String device;
    private volatile @Nullable LoadedModel loaded;

    LoadedModels(String device) {
        this.device = device;
    }

    /** Whether the weights of a run's model are in memory. */
    boolean has(RunModel run) {
        LoadedModel now = loaded;
        return now != null && now.run().spec().equals(run.spec());
    }

    /** The model of a run, loaded if it is not; what is in memory otherwise is freed first. */
    LoadedModel of(RunModel run, Turn turn) throws IOException {
        LoadedModel now = loaded;
        if (now != null && now.run() == run) {
            return now;
        }
        loaded = null;
        LoadedModel next;
        if (now != null && now.run().spec().equals(run.spec())) {
            next = now.forRun(run);
        } else {
            if (now != null) {
                now.close();
            }
            turn.happens(new SteeringEvent.Loading(run.info().id()));
            next = LoadedModel.load(run, device);
        }
        loaded = next;
        return next;
    }

    void free() {
        LoadedModel last = loaded;
        loaded = null;
        if (last != null) {
            last.close();
        }
    }
}
