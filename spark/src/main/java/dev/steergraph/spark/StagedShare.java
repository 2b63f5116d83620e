package dev.steergraph.spark;

import dev.steergraph.core.run.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a run a share reads. */
final class StagedShare {

    private static final Pattern PART = Pattern.compile("part-(\\d+)\\.");
    private static final String EXTRACT = "extract";
    private static final Path PLAN = Path.of("receipts", EXTRACT, "plan.jsonl");

    private StagedShare() {}

    /** Of an extraction what is finished of the share's own parts; of any other stage the whole run. */
    static void pull(StagedRun run, String command, Share share) throws IOException {
        Path plan = run.local().resolve(PLAN);
        if (!command.equals(EXTRACT)) {
            run.pull(path -> true);
            return;
        }
        run.pull(path -> !PART.matcher(path).find());
        if (Files.exists(plan)) {
            long parts = parts(plan);
            run.pull(path -> {
                Matcher part = PART.matcher(path);
                return part.find() && share.holds(Long.parseLong(part.group(1)), parts);
            });
        }
    }

    /** A line for each, after a heading. */
    private static long parts(Path plan) throws IOException {
        try (Stream<String> lines = Files.lines(plan)) {
            return lines.count() - 1;
        }
    }
}
