package dev.steergraph.ingest.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The float32 weights in an ONNX file. Initializers keep the names of the exporting framework, but for the matrices of
 * MatMul nodes, which the exporter transposed and renamed: those are found through the node that uses them.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto: the field numbers below</a>
 */
final class OnnxWeights {

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

    private final Map<String, Weight> initializers = new HashMap<>();
    private final Map<String, String> matrixOfNode = new HashMap<>();

    private OnnxWeights() {}

    /** Parses a whole model. @throws IOException if the bytes are no ONNX model */
    static OnnxWeights parse(byte[] model) throws IOException {
        OnnxWeights weights = new OnnxWeights();
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

    /** An initializer by name. */
    Weight named(String name) throws IOException {
        Weight weight = initializers.get(name);
        if (weight == null) {
            throw new IOException("the ONNX file has no float32 initializer \"" + name + "\"");
        }
        return weight;
    }

    /** The matrix of a MatMul node, [in, out] as the node multiplies from the right. */
    Weight matrixOf(String node) throws IOException {
        String name = matrixOfNode.get(node);
        if (name == null) {
            throw new IOException("the ONNX file has no MatMul node \"" + node + "\"");
        }
        return named(name);
    }

    private void graph(ByteString bytes) throws IOException {
        fields(aliasing(bytes), (field, value) -> {
            if (field == GRAPH_NODE) {
                node(value);
            } else if (field == GRAPH_INITIALIZER) {
                initializer(value);
            }
        });
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
            matrixOfNode.put(texts.get(NODE_NAME), inputs.get(1));
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
            initializers.put(name, new Weight(shape, raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
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
