package dev.steergraph.ingest.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Operations that DJL's NDArray lacks, such as bfloat16, attention in one piece and additions in place. They are
 * TorchScript, compiled by the engine from the text of a {@code kernels.py}, so that they run on any device that PyTorch
 * has. The text is one class, Kernels, without attributes.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md">the archive's form</a>
 */
public final class Kernels implements AutoCloseable {

    /** A module without attributes: pickle protocol 2, {@code __torch__.Kernels} with {@code training = False}. */
    private static final byte[] MODULE = "\u0080\u0002c__torch__\nKernels\n)\u0081}X\u0008\0\0\0training\u0089sb."
            .getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] EMPTY_TUPLE = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

    private final PtSymbolBlock module;
    private final PtNDArray nothing;

    private Kernels(PtSymbolBlock module, PtNDArray nothing) {
        this.module = module;
        this.nothing = nothing;
    }

    /**
     * Compiles the {@code kernels.py} that lies beside a class, for a manager's device.
     *
     * @param manager owns what the kernels make where no other owner is named
     */
    public static Kernels beside(Class<?> type, NDManager manager) throws IOException {
        return beside(type, "kernels.py", manager);
    }

    /** The same from another file. @throws ai.djl.engine.EngineException if the engine lacks an operator */
    public static Kernels beside(Class<?> type, String file, NDManager manager) throws IOException {
        try (InputStream source = type.getResourceAsStream(file)) {
            if (source == null) {
                throw new IOException("no " + file + " lies beside " + type + " on the class path");
            }
            InputStream archive = new ByteArrayInputStream(archive(source.readAllBytes()));
            PtNDManager own = (PtNDManager) manager;
            return new Kernels(
                    JniUtils.loadModule(own, archive, false, false), own.create(new Shape(0), DataType.FLOAT32));
        }
    }

    /** An array without elements: an argument left out. */
    public NDArray nothing() {
        return nothing;
    }

    /**
     * Calls a kernel that returns one array.
     *
     * @param owner of the array
     * @param arguments arrays, whole numbers, fractions and truths, as the kernel declares them
     */
    public NDArray call(NDManager owner, String kernel, Object... arguments) {
        IValue[] values = values(arguments);
        try (IValue result = IValueUtils.runMethod(module, kernel, values)) {
            return result.toTensor((PtNDManager) owner);
        } finally {
            close(values);
        }
    }

    /** Calls a kernel that returns several arrays. */
    public NDArray[] callAll(NDManager owner, String kernel, Object... arguments) {
        IValue[] values = values(arguments);
        try (IValue result = IValueUtils.runMethod(module, kernel, values)) {
            return result.toTensorArray((PtNDManager) owner);
        } finally {
            close(values);
        }
    }

    private static IValue[] values(Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        for (int i = 0; i < values.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof PtNDArray array) {
                values[i] = IValue.from(array);
            } else if (argument instanceof Boolean truth) {
                values[i] = IValue.from(truth.booleanValue());
            } else if (argument instanceof Integer number) {
                values[i] = IValue.from(number.longValue());
            } else if (argument instanceof Long number) {
                values[i] = IValue.from(number.longValue());
            } else if (argument instanceof Float || argument instanceof Double) {
                values[i] = IValue.from(((Number) argument).doubleValue());
            } else {
                throw new IllegalArgumentException("a kernel cannot take " + argument);
            }
        }
        return values;
    }

    private static void close(IValue[] values) {
        for (IValue value : values) {
            value.close();
        }
    }

    private static byte[] archive(byte[] source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "kernels/data.pkl", MODULE);
            store(zip, "kernels/code/__torch__.py", source);
            store(zip, "kernels/constants.pkl", EMPTY_TUPLE);
            store(zip, "kernels/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public void close() {
        module.close();
        nothing.close();
    }
}
