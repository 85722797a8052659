"""What the company decided: the policy's model, how it is read, which rule holds, and how two versions differ."""
