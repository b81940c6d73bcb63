"""placeholder"""
def check_values(node, merged): pass
