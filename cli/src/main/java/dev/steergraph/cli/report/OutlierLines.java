package dev.steergraph.cli.report;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.OutlierText;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;

/** What there is to say of a run's outliers, for the end of a command's output. */
public final class OutlierLines {

    private OutlierLines() {}

    /** Each sentence on a line of its own, behind a line break; "" if there are none. */
    public static String of(RunDirectory run) {
        Outliers outliers = run.finished(Stages.EXTRACT).result().outliers();
        if (outliers == null || !outliers.any()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        OutlierText.of(outliers)
                .forEach(sentence -> lines.append(System.lineSeparator()).append(sentence));
        if (outliers.firstPosition()) {
            lines.append(System.lineSeparator())
                    .append("In a new run --bos always puts a BOS there, and --keep-outliers keeps them.");
        }
        return lines.toString();
    }
}
