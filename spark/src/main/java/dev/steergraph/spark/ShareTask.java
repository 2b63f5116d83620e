package dev.steergraph.spark;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.Share;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** Does one share of a step where it is sent; says what the user has to mend, if it is that, or "". */
final class ShareTask implements Function<Integer, String> {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final ArrayList<String> arguments;
    private final int shares;

    ShareTask(Step step, int shares) {
        command = step.command();
        arguments = new ArrayList<>(step.arguments());
        this.shares = shares;
    }

    @Override
    public String call(Integer share) throws IOException {
        Step step = new Step(command, arguments);
        Step own = GpuOption.of(step, TaskContext.get()).with("--part", share + "/" + shares);
        try {
            Optional<URI> remote = step.remoteRun();
            if (remote.isPresent()) {
                StagedRun run = ExecutorRuns.of(remote.get());
                StagedShare.pull(run, command, new Share(share, shares));
                StageRun.of(own.on(run.local()), ExecutorShelf.of(step));
                run.pushShare();
            } else {
                StageRun.of(own, ExecutorShelf.of(step));
            }
            return "";
        } catch (UserError e) {
            // To do it again, as Spark does what fails, would end in the same way.
            return String.valueOf(e.getMessage());
        }
    }
}
