package dev.steergraph.web.api.steer;

import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.http.Problem;
import java.util.Optional;

/** Who has the models of runs, if anybody does. */
final class RunModels {

    private final Optional<ModelHost> host;

    RunModels(Optional<ModelHost> host) {
        this.host = host;
    }

    /** @throws Problem if the files of the run are not at hand, without which nothing can be asked of its model */
    ModelHost of(Run run) {
        return find(run).orElseThrow(() -> new Problem(409, missing(run)));
    }

    Optional<ModelHost> find(Run run) {
        return host.filter(models -> models.hasFiles(run.id()));
    }

    static String missing(Run run) {
        return "the files of run \"" + run.id() + "\" with its SAEs are not where this explorer runs; start it with"
                + " steergraph serve --run DIR";
    }
}
