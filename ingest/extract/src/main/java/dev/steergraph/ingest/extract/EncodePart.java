package dev.steergraph.ingest.extract;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.util.Arrays;

/**
 * A part of the stage encode: a function of the set, the run's rows and the part's number, of no other part. Whoever computes
 * it, here or elsewhere, writes the same file.
 *
 * @param codes of the part's rows
 * @param document int[rows], of the part's rows
 */
record EncodePart(Codes codes, int[] document) {

    static EncodePart of(CodeSet set, SaeEncoder encoder, ActivationRows rows, RunTokens tokens, int part)
            throws IOException {
        int from = tokens.firstRow(part);
        int to = tokens.firstRow(part + 1);
        SaeEncoder.Codes made = set.finite(encoder.encode(rows, from, to));
        return new EncodePart(
                new Codes(set.hook(), set.sae().dSae(), to - from, made.indptr(), made.features(), made.values()),
                Arrays.copyOfRange(tokens.document(), from, to));
    }

    /** Writes the file of the part. */
    Part write(RunDirectory run, CodeSet set, int part) throws IOException {
        String path = PartPaths.codes(set.id(), part);
        return Part.of(path, CodesFile.write(run.root().resolve(path), codes, document));
    }
}
