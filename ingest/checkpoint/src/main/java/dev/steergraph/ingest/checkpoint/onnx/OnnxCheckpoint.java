package dev.steergraph.ingest.checkpoint.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The float32 weights in an ONNX file that was exported from PyTorch, under the names they had there. Initializers keep
 * those names, but for the matrices of MatMul nodes, which the exporter transposed and renamed: they are found through the
 * node that uses them and turned back.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto: the field numbers below</a>
 */
public final class OnnxCheckpoint implements Checkpoint {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_NAME = 3;
    private static final int NODE_OP_TYPE = 4;
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_DATA_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int FLOAT = 1;
    private static final String WEIGHT = ".weight";

    private final Path source;
    private final Map<String, StoredTensor> initializers = new HashMap<>();
    private final Map<String, String> matrixOfModule = new HashMap<>();

    private OnnxCheckpoint(Path source) {
        this.source = source;
    }

    /** Parses a whole model. @throws IOException if the bytes are no ONNX model */
    public static OnnxCheckpoint parse(byte[] model, Path source) throws IOException {
        OnnxCheckpoint weights = new OnnxCheckpoint(source);
        // Aliasing keeps the raw data as slices of the file's bytes instead of copies.
        CodedInputStream in = CodedInputStream.newInstance(ByteBuffer.wrap(model));
        in.enableAliasing(true);
        fields(in, (field, value) -> {
            if (field == MODEL_GRAPH) {
                weights.graph(value);
            }
        });
        return weights;
    }

    @Override
    public Path source() {
        return source;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(initializers.keySet());
        names.removeAll(matrixOfModule.values());
        matrixOfModule.keySet().forEach(module -> names.add(module + WEIGHT));
        return names;
    }

    @Override
    public boolean has(String name) {
        return initializers.containsKey(name) || matrixOfModule.containsKey(module(name));
    }

    @Override
    public StoredTensor tensor(String name) throws IOException {
        String matrix = matrixOfModule.get(module(name));
        StoredTensor tensor = initializers.get(Objects.requireNonNullElse(matrix, name));
        if (tensor == null) {
            throw new UserError(source + " has no tensor \"" + name + "\".");
        }
        return matrix == null ? tensor : transposed(tensor);
    }

    private static String module(String name) {
        return name.endsWith(WEIGHT) ? name.substring(0, name.length() - WEIGHT.length()) : "";
    }

    /** MatMul multiplies from the right, [in, out]; PyTorch keeps [out, in]. */
    private static StoredTensor transposed(StoredTensor matrix) throws IOException {
        int in = Math.toIntExact(matrix.shape()[0]);
        int out = Math.toIntExact(matrix.shape()[1]);
        FloatBuffer from = matrix.bytes(0, 4 * in * out).asFloatBuffer();
        ByteBuffer bytes = ByteBuffer.allocate(4 * in * out).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer to = bytes.asFloatBuffer();
        for (int row = 0; row < in; row++) {
            for (int column = 0; column < out; column++) {
                to.put(column * in + row, from.get(row * out + column));
            }
        }
        return new Floats(new long[] {out, in}, bytes);
    }

    /** @param data little-endian */
    private record Floats(long[] shape, ByteBuffer data) implements StoredTensor {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public ByteBuffer bytes(long first, int length) {
            return data.slice(Math.toIntExact(first), length).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void graph(ByteString bytes) throws IOException {
        fields(aliasing(bytes), (field, value) -> {
            if (field == GRAPH_NODE) {
                node(value);
            } else if (field == GRAPH_INITIALIZER) {
                initializer(value);
            }
        });
        // The products of two activations have no matrix here.
        matrixOfModule.values().retainAll(initializers.keySet());
    }

    private void node(ByteString bytes) throws IOException {
        List<String> inputs = new ArrayList<>();
        Map<Integer, String> texts = new HashMap<>();
        fields(bytes.newCodedInput(), (field, value) -> {
            if (field == NODE_INPUT) {
                inputs.add(value.toStringUtf8());
            } else if (field == NODE_NAME || field == NODE_OP_TYPE) {
                texts.put(field, value.toStringUtf8());
            }
        });
        if ("MatMul".equals(texts.get(NODE_OP_TYPE)) && inputs.size() == 2) {
            // The node of encoder.layer.0.output.dense is /encoder/layer.0/output/dense/MatMul.
            String node = texts.getOrDefault(NODE_NAME, "");
            if (node.startsWith("/") && node.endsWith("/MatMul")) {
                String path = node.substring(1, node.length() - "/MatMul".length());
                matrixOfModule.put(path.replace('/', '.'), inputs.get(1));
            }
        }
    }

    private void initializer(ByteString bytes) throws IOException {
        CodedInputStream in = aliasing(bytes);
        List<Long> dims = new ArrayList<>();
        String name = "";
        int type = 0;
        ByteString raw = ByteString.EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TENSOR_DIMS -> {
                    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                        CodedInputStream packed = in.readBytes().newCodedInput();
                        while (!packed.isAtEnd()) {
                            dims.add(packed.readInt64());
                        }
                    } else {
                        dims.add(in.readInt64());
                    }
                }
                case TENSOR_DATA_TYPE -> type = in.readInt32();
                case TENSOR_NAME -> name = in.readString();
                case TENSOR_RAW_DATA -> raw = in.readBytes();
                default -> in.skipField(tag);
            }
        }
        if (type == FLOAT && !raw.isEmpty()) {
            long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
            initializers.put(name, new Floats(shape, raw.asReadOnlyByteBuffer().slice()));
        }
    }

    private static CodedInputStream aliasing(ByteString bytes) {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        return in;
    }

    private interface Field {
        void accept(int number, ByteString value) throws IOException;
    }

    private static void fields(CodedInputStream in, Field length) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                length.accept(WireFormat.getTagFieldNumber(tag), in.readBytes());
            } else {
                in.skipField(tag);
            }
        }
    }
}
