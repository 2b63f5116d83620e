package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a checkpoint's pickle may use. Everything else, and first of all {@code os.system}, is refused. */
sealed interface TorchGlobal {

    /** What a call makes of its arguments. */
    Object call(List<?> arguments, PickleInput in);

    /** The type of a storage's elements; only named, never called. */
    record Storage(DType dtype) implements TorchGlobal {
        @Override
        public Object call(List<?> arguments, PickleInput in) {
            throw in.broken("it makes a storage that belongs to no tensor");
        }
    }

    /** {@code torch.float32} and its like; only named, never called. */
    record Type(DType dtype) implements TorchGlobal {
        @Override
        public Object call(List<?> arguments, PickleInput in) {
            throw in.broken("it calls an element type");
        }
    }

    /** A function of ours that has the meaning of the Python one. */
    enum Function implements TorchGlobal {
        ORDERED_DICT {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                Map<Object, Object> dictionary = new LinkedHashMap<>();
                // Python 2 gives the items as a list of pairs.
                for (Object pair : arguments.isEmpty() ? List.of() : argument(arguments, 0, List.class, in)) {
                    if (!(pair instanceof List<?> item) || item.size() != 2 || !(item.get(0) instanceof String key)) {
                        throw in.broken("an OrderedDict is not made of pairs");
                    }
                    dictionary.put(key, item.get(1));
                }
                return dictionary;
            }
        },
        /** (storage, storage_offset, size, stride, ...): the rest concerns gradients. */
        REBUILD_TENSOR {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                StorageReference storage = argument(arguments, 0, StorageReference.class, in);
                return tensor(storage, storage.dtype(), arguments, in);
            }
        },
        /** (storage of bytes, offset, size, stride, requires_grad, backward_hooks, dtype, metadata). */
        REBUILD_TENSOR_V3 {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                return tensor(
                        argument(arguments, 0, StorageReference.class, in),
                        argument(arguments, 6, Type.class, in).dtype(),
                        arguments,
                        in);
            }
        },
        /** (data, requires_grad, backward_hooks): its data. */
        REBUILD_PARAMETER {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                return argument(arguments, 0, PickledTensor.class, in);
            }
        },
        SIZE {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                return argument(arguments, 0, List.class, in);
            }
        },
        /** Python 3 writes bytes for readers in Python 2 as Latin-1 text and this call. */
        ENCODE {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                return argument(arguments, 0, String.class, in).getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        DEVICE {
            @Override
            public Object call(List<?> arguments, PickleInput in) {
                return argument(arguments, 0, String.class, in);
            }
        };

        private static PickledTensor tensor(StorageReference storage, DType dtype, List<?> arguments, PickleInput in) {
            return PickledTensor.of(
                    storage,
                    dtype,
                    argument(arguments, 1, Long.class, in),
                    argument(arguments, 2, List.class, in),
                    argument(arguments, 3, List.class, in),
                    in);
        }
    }

    Map<String, TorchGlobal> ALLOWED = Collections.unmodifiableMap(allowed());

    private static Map<String, TorchGlobal> allowed() {
        Map<String, TorchGlobal> allowed = new LinkedHashMap<>();
        allowed.put("collections.OrderedDict", Function.ORDERED_DICT);
        allowed.put("torch._utils._rebuild_tensor", Function.REBUILD_TENSOR);
        allowed.put("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR);
        allowed.put("torch._utils._rebuild_tensor_v3", Function.REBUILD_TENSOR_V3);
        allowed.put("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);
        allowed.put("torch._utils._rebuild_parameter_with_state", Function.REBUILD_PARAMETER);
        allowed.put("torch.Size", Function.SIZE);
        allowed.put("torch.device", Function.DEVICE);
        allowed.put("_codecs.encode", Function.ENCODE);
        allowed.put("torch.storage.UntypedStorage", new Storage(DType.U8));
        Map<String, DType> storages = Map.of(
                "Double", DType.F64,
                "Float", DType.F32,
                "Half", DType.F16,
                "BFloat16", DType.BF16,
                "Long", DType.I64,
                "Int", DType.I32,
                "Short", DType.I16,
                "Char", DType.I8,
                "Byte", DType.U8,
                "Bool", DType.BOOL);
        storages.forEach((name, dtype) -> {
            allowed.put("torch." + name + "Storage", new Storage(dtype));
            allowed.put("torch.cuda." + name + "Storage", new Storage(dtype));
        });
        Map<String, DType> types = Map.of(
                "float64", DType.F64,
                "float32", DType.F32,
                "float16", DType.F16,
                "bfloat16", DType.BF16,
                "int64", DType.I64,
                "int32", DType.I32,
                "int16", DType.I16,
                "int8", DType.I8,
                "uint8", DType.U8,
                "bool", DType.BOOL);
        types.forEach((name, dtype) -> allowed.put("torch." + name, new Type(dtype)));
        return allowed;
    }

    /** The global of that name, or the user's error that names it. */
    static TorchGlobal named(String module, String name, PickleInput in) {
        TorchGlobal global = ALLOWED.get(module + "." + name);
        if (global == null) {
            throw in.refused("the Python name " + module + "." + name);
        }
        return global;
    }

    /** An argument of a call, of the type that it must have. */
    static <T> T argument(List<?> arguments, int index, Class<T> type, PickleInput in) {
        if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
            throw in.broken("a call has no " + type.getSimpleName() + " as argument " + index);
        }
        return type.cast(arguments.get(index));
    }
}
