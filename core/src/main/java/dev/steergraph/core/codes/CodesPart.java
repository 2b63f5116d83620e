package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file of codes, mapped: what its metadata and the lengths of its tensors say agrees.
 *
 * @param hook as the file has it, {@code null} if it says nothing
 * @param indptr [rows + 1] from 0 to nnz; whether it falls in between is not known
 * @param indices [nnz]
 * @param values [nnz]
 * @param document [rows], or null
 */
record CodesPart(
        Safetensors file,
        String hook,
        int dSae,
        int rows,
        LongBuffer indptr,
        IntBuffer indices,
        FloatBuffer values,
        @Nullable IntBuffer document) {

    /** What statistics and searches keep of each feature must fit into arrays. */
    static final int MOST_FEATURES = 1 << 24;

    static final String FORMAT = "steergraph.codes";
    static final String VERSION = "1";

    /** @throws UserError if it is no codes file of this version, or contradicts itself */
    static CodesPart open(Path path) throws IOException {
        Safetensors file = Safetensors.open(path);
        file.expect("format", FORMAT);
        file.expect("version", VERSION);
        int dSae = file.count("d_sae");
        requireFeatures(path, dSae);
        int rows = file.count("rows");
        CodesPart part = new CodesPart(
                file,
                String.valueOf(file.metadata().get("hook")),
                dSae,
                rows,
                file.tensor("indptr", DType.I64, 1).data().asLongBuffer(),
                file.tensor("indices", DType.I32, 1).data().asIntBuffer(),
                file.tensor("values", DType.F32, 1).data().asFloatBuffer(),
                file.has("document")
                        ? file.tensor("document", DType.I32, 1).data().asIntBuffer()
                        : null);
        part.check();
        return part;
    }

    /** @throws UserError if there are more features than can be worked with */
    static void requireFeatures(Path file, long features) {
        if (features > MOST_FEATURES) {
            throw new UserError(file + " has " + features + " features (d_sae), more than the " + MOST_FEATURES
                    + " that can be worked with at once; give codes of a smaller SAE, or check the file.");
        }
    }

    /** So many rows. @throws UserError if they are more than can be addressed at once */
    static int rows(Path first, long rows) {
        if (rows > Integer.MAX_VALUE - 8) {
            throw new UserError(first + " and the parts after it have " + rows
                    + " rows or more, of which 2,147,483,639 can be read at once; give fewer parts.");
        }
        return (int) rows;
    }

    /** @throws UserError if the file does not say whose documents its rows are */
    IntBuffer requireDocument() {
        if (document == null) {
            throw new UserError(file.file() + " has no tensor \"document\", which says of which document each row is.");
        }
        return document;
    }

    /** @throws UserError if the file names none that is known here */
    HookPoint requireHook() {
        if (!HookPoint.isName(hook)) {
            throw new UserError(file.file() + ": metadata \"hook\" should be a hook point such as "
                    + HookPoint.residPost(4) + ", it is " + hook + ".");
        }
        return HookPoint.parse(hook);
    }

    /** @throws UserError if the file names a hook point of another layer */
    void requireLayer(int layer) {
        if (HookPoint.isName(hook) && HookPoint.parse(hook).layer() != layer) {
            int own = HookPoint.parse(hook).layer();
            throw new UserError(file.file() + " holds codes of " + hook + ", but is given for layer " + layer
                    + "; give it for layer " + own + ", or other codes.");
        }
    }

    private void check() {
        int size = values.limit();
        if (indptr.limit() != rows + 1L || indptr.get(0) != 0 || indptr.get(rows) != size) {
            throw new UserError(file.file() + ": indptr should have " + (rows + 1L) + " entries from 0 to the " + size
                    + " values; it has " + indptr.limit()
                    + (indptr.limit() == 0 ? "." : ", up to " + indptr.get(indptr.limit() - 1) + "."));
        }
        if (indices.limit() != size) {
            throw new UserError(file.file() + ": " + size + " values have " + indices.limit() + " indices.");
        }
        if (document != null && document.limit() != rows) {
            throw new UserError(
                    file.file() + ": document should have " + rows + " entries, it has " + document.limit() + ".");
        }
    }

    /**
     * Compares it with the first of several.
     *
     * @param first that the others must agree with
     * @throws UserError if it has other features, is of another hook point, or only one of both says whose documents rows are
     */
    void requireLike(CodesPart first) {
        requireSame(first, "d_sae", first.dSae, dSae);
        requireSame(first, "hook", first.hook, hook);
        requireSame(
                first,
                "document",
                first.document == null ? "missing" : "there",
                document == null ? "missing" : "there");
    }

    private void requireSame(CodesPart first, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new UserError(file.file() + ": " + what + " should be " + expected + ", as in "
                    + first.file.file().getFileName() + ", it is " + found + "; parts of one set have the same.");
        }
    }
}
