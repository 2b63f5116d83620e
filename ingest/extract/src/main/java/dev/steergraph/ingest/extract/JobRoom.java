package dev.steergraph.ingest.extract;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.size.JobSize;
import dev.steergraph.ingest.extract.size.Outlook;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The room that an extraction takes on the disk of its run.
 *
 * @param rows in all, if that can be told
 */
record JobRoom(RunDirectory run, ExtractJob job, OptionalLong rows) {

    /**
     * @param checks what was seen of the SAEs so far, by id of the set
     * @param done rows that are there
     * @throws UserError if there is surely too little room for the others, unless that is accepted
     */
    void require(Map<String, SaeCheck> checks, long done) throws IOException {
        if (rows.isPresent()) {
            new JobSize(rows.getAsLong(), job.rowBytes(checks), done, done > 0 ? written() : 0)
                    .requireRoom(run.root(), job.parameters().acceptsSize());
        }
    }

    /** Bytes of the parts that are there. */
    private long written() {
        return List.of(Stages.EXTRACT, Stages.ENCODE).stream()
                .flatMap(stage -> run.stage(stage).stream())
                .flatMap(stage -> stage.parts().stream())
                .filter(part -> !part.path().equals(PartPaths.TOKENIZER))
                .mapToLong(part -> part.bytes())
                .sum();
    }

    Outlook outlook(Progress progress) {
        return new Outlook(run.root(), rows, Stages.EXTRACT.command(), progress);
    }
}
