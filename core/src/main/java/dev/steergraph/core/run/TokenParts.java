package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of {@code tokens/} that hold rows, in order; what they say is compared with each other and with run.json. */
final class TokenParts {

    private static final String FORMAT = "steergraph.tokens";
    private static final String VERSION = "1";

    private final List<Safetensors> parts = new ArrayList<>();

    private TokenParts() {}

    static TokenParts open(RunDirectory run) throws IOException {
        long expected = run.finished(Stages.EXTRACT).result().rows();
        TokenParts opened = new TokenParts();
        long rows = 0;
        boolean outliers = false;
        for (Path path : run.files(Stages.EXTRACT, PartPaths.TOKENS + "/part-")) {
            Safetensors part = Safetensors.open(path);
            part.expect("format", FORMAT);
            part.expect("version", VERSION);
            rows += part.tensor("ids", DType.I32, 1).size();
            outliers |= part.has("outlier_ids"); // Not rows, but counted where the corpus was read.
            if (part.metadata().containsKey("rows") && !outliers) {
                part.expect("rows", Long.toString(rows)); // of all parts up to this one
            }
            opened.parts.add(part);
        }
        if (rows != expected) {
            throw new UserError("The files of " + run.root().resolve(PartPaths.TOKENS) + " have " + rows
                    + " rows together, run.json says " + expected
                    + "; run \"" + Stages.EXTRACT.command() + "\" with the same options again.");
        }
        return opened;
    }

    List<int[]> ids() throws IOException {
        return ints("ids");
    }

    List<int[]> positions() throws IOException {
        return ints("position");
    }

    /** Of each part. */
    int[] rows() throws IOException {
        int[] rows = new int[parts.size()];
        for (int p = 0; p < rows.length; p++) {
            rows[p] = Math.toIntExact(parts.get(p).tensor("ids", DType.I32, 1).size());
        }
        return rows;
    }

    /** Never falling over all parts. */
    List<int[]> documents() throws IOException {
        List<int[]> documents = new ArrayList<>();
        int before = 0;
        for (int p = 0; p < parts.size(); p++) {
            int[] document = documents(p, before);
            before = document.length == 0 ? before : document[document.length - 1];
            documents.add(document);
        }
        return documents;
    }

    /** Of one part, never falling. @param least what the first may be */
    int[] documents(int number, int least) throws IOException {
        Safetensors part = parts.get(number);
        LongBuffer wide = part.tensor("document", DType.I64, 1).data().asLongBuffer();
        requireRows(part, "document", wide.limit());
        int[] documents = new int[wide.limit()];
        long before = least;
        for (int r = 0; r < documents.length; r++) {
            long document = wide.get(r);
            if (document < before || document > Integer.MAX_VALUE - 1) {
                throw new UserError(part.file() + ": documents should be numbered from 0 and never fall, row " + r
                        + " has " + document + " after " + before + ".");
            }
            documents[r] = (int) document;
            before = document;
        }
        return documents;
    }

    private List<int[]> ints(String name) throws IOException {
        List<int[]> all = new ArrayList<>();
        for (Safetensors part : parts) {
            int[] values =
                    new int[Math.toIntExact(part.tensor(name, DType.I32, 1).size())];
            requireRows(part, name, values.length);
            part.tensor(name, DType.I32, 1).data().asIntBuffer().get(values);
            all.add(values);
        }
        return all;
    }

    private static void requireRows(Safetensors part, String name, int found) throws IOException {
        long rows = part.tensor("ids", DType.I32, 1).size();
        if (found != rows) {
            throw new UserError(part.file() + ": " + name + " should have an entry for each of the " + rows
                    + " rows, it has " + found + ".");
        }
    }
}
