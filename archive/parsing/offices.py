"""What the names of offices, firms and their departments end with, as an alternative for patterns."""

OFFICES = (
    "局|委|委员会|办公室|指挥部|公司|中心|政府|小组|学校|学院|大学|中学|小学|医院|银行|支行|分行|公证处|组织部|宣传部|电视台|档案馆|图书馆|文化馆|博物馆|工会|妇联|文联|协会|法院|公安|大队|支队|编辑部|厂|社|所|站|商场|"
    "饭店|酒店|酒楼|宾馆|幼儿园"
)
DEPARTMENTS = "队|处|部|科"
