package dev.steergraph.web.api.steer;

import dev.steergraph.steering.host.Turn;
import dev.steergraph.web.http.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns that are not over, by the ids that those who asked have chosen. */
final class SteerTurns {

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /** @throws Problem if a turn of this id is not over: which of them would be given up? */
    void add(@Nullable String id, Turn turn) {
        if (id != null && turns.putIfAbsent(id, turn) != null) {
            turn.cancel();
            throw new Problem(409, "a request of the id \"" + id + "\" is not over; give this one another id");
        }
    }

    void remove(@Nullable String id, Turn turn) {
        if (id != null) {
            turns.remove(id, turn);
        }
    }

    /** Gives it up, if it is there. */
    void cancel(String id) {
        Turn turn = turns.get(id);
        if (turn != null) {
            turn.cancel();
        }
    }
}
