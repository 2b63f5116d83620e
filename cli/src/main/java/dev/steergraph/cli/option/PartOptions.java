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

    @Option(
            names = "--begin",
            description = {
                "Only begin the stage, as the first share otherwise does while others wait; where shares cannot wait, as on a",
                "file system without locks."
            })
    private boolean begin;

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
        if (begin && (part != null || merge)) {
            throw new UserError("--begin comes before --part and --merge; give one of them.");
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

    public boolean begins() {
        return begin;
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

    /** What one that has begun a stage prints with {@code --json}. */
    public static Begun begun(Path run) {
        return new Begun(run.toString());
    }

    /** And without it. */
    public static String toldBegun(Path run) {
        return run + " is begun; --part I/N does shares of it.";
    }

    /** And without it. */
    public static String told(Share share, Path run) {
        return "Share " + share + " of " + run + " is done; --merge joins all of them.";
    }

    /** A run of which a stage is begun. */
    public record Begun(String begun) {}

    /** A share that is done, as {@code I/N}. */
    public record Done(String share) {}
}
