package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.CodedOutputStream;
import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.tokenizer.TokenizedDocument;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.model.MiniLm;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.hook.HookReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hidden states of all six layers against ONNX Runtime on the same file. */
class BertParityTest {

    private static final List<String> TEXTS = List.of(
            "dog",
            "a member of the genus Canis that has been domesticated by man since prehistoric times; \"the dog barked\"",
            "the quick brown fox jumps over the lazy dog ".repeat(20),
            "Ωμέγα naïve café 東京 🙂 -- 3.14159");

    @Test
    void hiddenStatesEqualOnnxRuntime() throws Exception {
        List<TokenizedDocument> documents;
        try (Tokenizer tokenizer = new Tokenizer(MiniLm.tokenizerJson(), 256)) {
            documents = tokenizer.encode(TEXTS);
        }
        try (Transformer bert =
                        ModelSpec.of("minilm").source(new SilentProgress()).load(Device.cpu(), Precision.F32);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(withHiddenStates(MiniLm.onnx()))) {
            for (TokenizedDocument document : documents) {
                Map<Integer, float[]> ours = ours(bert, document.ids());
                Map<Integer, float[]> reference = reference(environment, session, document.ids());
                assertThat(ours.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
                for (int layer = 0; layer < 6; layer++) {
                    assertThat(maxDifference(of(layer, ours), of(layer, reference)))
                            .as("layer %d, %d tokens", layer, document.ids().length)
                            .isLessThan(1e-4f);
                }
            }
        }
    }

    @Test
    void aBatchGivesWhatItsSequencesGiveAlone() throws Exception {
        try (Tokenizer tokenizer = new Tokenizer(MiniLm.tokenizerJson(), 256);
                Transformer bert =
                        ModelSpec.of("minilm").source(new SilentProgress()).load(Device.cpu(), Precision.F32)) {
            List<TokenizedDocument> two = tokenizer.encode(List.of("a large cat", "an old house"));
            int[] both = IntStream.concat(
                            Arrays.stream(two.get(0).ids()),
                            Arrays.stream(two.get(1).ids()))
                    .toArray();
            Map<Integer, float[]> batch = ours(bert, both, 2);
            float[] alone = Objects.requireNonNull(ours(bert, two.get(1).ids()).get(5));
            float[] second = Arrays.copyOfRange(batch.get(5), alone.length, 2 * alone.length);
            assertThat(maxDifference(second, alone)).isLessThan(1e-5f);
        }
    }

    private static float[] of(int layer, Map<Integer, float[]> states) {
        return Objects.requireNonNull(states.get(layer));
    }

    private static Map<Integer, float[]> ours(Transformer bert, int[] ids) {
        return ours(bert, ids, 1);
    }

    private static Map<Integer, float[]> ours(Transformer bert, int[] ids, int sequences) {
        Map<Integer, float[]> states = new HashMap<>();
        Set<HookPoint> hooks =
                IntStream.range(0, 6).mapToObj(HookPoint::residPost).collect(Collectors.toSet());
        try (NDManager scope = bert.manager().newSubManager()) {
            long[] wide = Arrays.stream(ids).asLongStream().toArray();
            NDArray batch = scope.create(wide, new ai.djl.ndarray.types.Shape(sequences, ids.length / sequences));
            bert.forward(scope, batch, new HookReader() {
                @Override
                public Set<HookPoint> hooks() {
                    return hooks;
                }

                @Override
                public void read(HookPoint hook, NDArray activations) {
                    states.put(hook.layer(), activations.toFloatArray());
                }
            });
        }
        return states;
    }

    private static Map<Integer, float[]> reference(OrtEnvironment environment, OrtSession session, int[] ids)
            throws OrtException {
        long[] shape = {1, ids.length};
        long[] wide = Arrays.stream(ids).asLongStream().toArray();
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<Integer, float[]> states = new HashMap<>();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(wide), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            for (int layer = 0; layer < 6; layer++) {
                OnnxTensor tensor = (OnnxTensor) result.get(hiddenState(layer)).orElseThrow();
                float[] values = new float[(int) tensor.getInfo().getNumElements()];
                tensor.getFloatBuffer().get(values);
                states.put(layer, values);
            }
        }
        return states;
    }

    private static String hiddenState(int layer) {
        // The file already calls the last one output_0.
        return layer == 5 ? "output_0" : "/encoder/layer." + layer + "/output/LayerNorm/Add_1_output_0";
    }

    /**
     * Adds the hidden states to the model's outputs. Protocol buffers merge a message that is written twice, so a second
     * ModelProto with a graph (field 7) of outputs (field 12), each a name (1) and a float tensor type (2.1.1), does it.
     */
    private static byte[] withHiddenStates(byte[] model) throws IOException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (int layer = 0; layer < 5; layer++) {
            byte[] elementType = message(out -> out.writeInt32(1, 1));
            byte[] type = message(out -> out.writeByteArray(1, elementType));
            String name = hiddenState(layer);
            byte[] output = message(out -> {
                out.writeString(1, name);
                out.writeByteArray(2, type);
            });
            graph.write(message(out -> out.writeByteArray(12, output)));
        }
        byte[] suffix = message(out -> out.writeByteArray(7, graph.toByteArray()));
        byte[] whole = Arrays.copyOf(model, model.length + suffix.length);
        System.arraycopy(suffix, 0, whole, model.length, suffix.length);
        return whole;
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static float maxDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        float max = 0;
        for (int i = 0; i < a.length; i++) {
            max = Math.max(max, Math.abs(a[i] - b[i]));
        }
        return max;
    }
}
