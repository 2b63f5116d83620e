package dev.steergraph.core.run;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.stage.Stage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What processes that work on one run agree on without talking to each other. */
public final class SharedRun {

    private static final long POLL_MILLIS = 500;
    private static final int NAMED = 8;

    private SharedRun() {}

    /** Looks at a run. */
    @FunctionalInterface
    public interface Look {
        boolean at(RunDirectory run) throws IOException;
    }

    /** Begins a stage of a run that is held. */
    @FunctionalInterface
    public interface Begin {
        void in(RunDirectory run) throws IOException;
    }

    /**
     * The run, shared, once it is begun: by this process, if no other is at it, or else by the other.
     *
     * @param isBegun whether there is nothing left to begin
     * @throws CancellationException if that is wanted while another process begins
     * @throws IllegalStateException if what this process began is not begun
     */
    public static RunDirectory begun(
            Path root, RunId id, Look isBegun, Begin begin, BooleanSupplier cancelled, Progress progress)
            throws IOException {
        boolean told = false;
        while (true) {
            if (Files.exists(root.resolve(ManifestFile.NAME))) {
                RunDirectory shared = RunDirectory.share(root);
                if (isBegun.at(shared)) {
                    return shared;
                }
            }
            var free = RunDirectory.openIfFree(root, id);
            if (free.isPresent()) {
                try (RunDirectory held = free.get()) {
                    if (!isBegun.at(held)) {
                        begin.in(held);
                        if (!isBegun.at(held)) {
                            throw new IllegalStateException("run " + root + " was begun, and is not");
                        }
                    }
                }
            } else {
                if (!told) {
                    progress.note("Waiting for the process that begins run " + root + ".");
                    told = true;
                }
                pause(cancelled);
            }
        }
    }

    private static void pause(BooleanSupplier cancelled) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process began the run");
        }
    }

    /**
     * Looks at what parts were made with.
     *
     * @param advice what makes machines alike
     * @throws UserError if parts were made on machines whose last bits may differ, unless that is accepted
     */
    public static void requireAlike(RunDirectory run, List<Stage<?, ?>> stages, boolean mixed, String advice)
            throws IOException {
        Map<String, TreeSet<String>> byMachine = new TreeMap<>();
        for (Stage<?, ?> stage : stages) {
            for (Receipt receipt : run.receipts(stage)) {
                if (!receipt.machine().isEmpty()) {
                    byMachine
                            .computeIfAbsent(words(receipt.machine()), machine -> new TreeSet<>(PartOrder.PATHS))
                            .add(receipt.files().get(0).path());
                }
            }
        }
        if (byMachine.size() > 1 && !mixed) {
            throw new UserError("Parts of run " + run.root()
                            + " were made on unlike machines, on which last bits may differ: "
                            + byMachine.entrySet().stream()
                                    .map(entry -> entry.getKey() + " ("
                                            + entry.getValue().first()
                                            + (entry.getValue().size() == 1
                                                    ? ""
                                                    : " and "
                                                            + (entry.getValue().size() - 1) + " more")
                                            + ")")
                                    .collect(Collectors.joining("; "))
                            + "; " + advice + ", or accept it.")
                    .in("mixed");
        }
    }

    private static String words(Map<String, String> machine) {
        return new TreeMap<>(machine)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /**
     * Refuses to share a stage that was finished and is not sound any more.
     *
     * @throws UserError if it was finished
     */
    public static void requireUnfinished(RunDirectory run, Stage<?, ?> stage) {
        if (run.stage(stage).filter(StageState::finished).isPresent()) {
            throw new UserError("Run " + run.root()
                    + " was finished, and files of it are no longer what was written; run \"" + stage.command()
                    + "\" with the same options, without --part, which makes anew what is damaged.");
        }
    }

    /**
     * Says which parts are not there.
     *
     * @param missing ascending
     * @param parts how many there are to be
     * @param damaged files that are no longer what was written
     */
    public static UserError missing(
            RunDirectory run, Stage<?, ?> stage, int[] missing, int parts, List<String> damaged) {
        StringBuilder named = new StringBuilder();
        int ranges = 0;
        for (int i = 0; i < missing.length && ranges < NAMED; ranges++) {
            int from = i;
            while (i + 1 < missing.length && missing[i + 1] == missing[i] + 1) {
                i++;
            }
            named.append(named.isEmpty() ? "" : ", ").append(missing[from]);
            named.append(i > from ? "-" + missing[i] : "");
            i++;
            if (ranges == NAMED - 1 && i < missing.length) {
                named.append(" and more");
            }
        }
        String why = damaged.isEmpty()
                ? ""
                : ", and these files are damaged: "
                        + String.join(", ", damaged.subList(0, Math.min(NAMED, damaged.size())));
        return new UserError("Run " + run.root() + " lacks parts " + named + " of " + parts + " (from 0 on)" + why
                + "; run \"" + stage.command() + " --part I/N\" again for the shares that hold them.");
    }
}
