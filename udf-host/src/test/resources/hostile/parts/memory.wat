(memory (export "memory") 16 2048)
