package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.Share;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a stage a process does, where several do it. */
public final class PartOptions {

    @Option(
            names = "--part",
            paramLabel = "I/N",
            description = {
                "Do share I of N of the work, I from 0 to N-1, beside other processes, here or on machines that see the",
                "same folder; --merge joins them."
            })
    private @Nullable String part;

    @Option(names = "--merge", description = "Join what was done with --part, and end the stage.")
    private boolean merge;

    @Option(
            names = "--mixed",
            description = "With --merge: join parts of machines with other instruction sets or libraries, too.")
    private boolean mixed;

    /** The share that is to be done, if one is. @throws UserError if the options contradict each other */
    public Optional<Share> share() {
        if (part != null && merge) {
            throw new UserError("--part does a share and --merge joins them; give one of them.");
        }
        if (mixed && !merge) {
            throw new UserError("--mixed says what may be joined; give --merge as well.");
        }
        try {
            return Optional.ofNullable(part).map(Share::parse);
        } catch (UserError e) {
            throw e.in("part");
        }
    }

    public boolean merges() {
        return merge;
    }

    public boolean mixed() {
        return mixed;
    }

    /** What a command that has done a share prints with {@code --json}. */
    public static Done done(Share share) {
        return new Done(share.toString());
    }

    /** And without it. */
    public static String told(Share share, Path run) {
        return "Share " + share + " of " + run + " is done; --merge joins all of them.";
    }

    /** A share that is done, as {@code I/N}. */
    public record Done(String share) {}
}
